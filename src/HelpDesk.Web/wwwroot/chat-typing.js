// That the person types is told every few seconds, past the client's store: a stroke that does not arrive concerns nobody, and must
// not look like a message that was not sent, nor end the dots of an answer that is waited for.
const every = 3_000;

/** Redux middleware of the client's store. */
export const tellTyping = (isOnline, directLine) => () => {
  let told = 0;
  return next => action => {
    const result = next(action);
    if (action.type === "WEB_CHAT/SET_SEND_BOX" && action.payload.text && isOnline() && Date.now() - told >= every) {
      told = Date.now();
      directLine.postActivity({ type: "typing", from: { id: "user" } }).subscribe({ error: () => {} });
    }
    return result;
  };
};
