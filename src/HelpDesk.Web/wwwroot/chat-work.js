// While an answer takes long (a picture is being read), the desk is seen to be at work: the client's own three dots.
const thinkingAfter = 300;
const longestWork = 180_000;
const lookBack = 5_000; // After a message is accepted its answer is on its way: it stands in the same transaction.

/**
 * Redux middleware of the client's store. The dots are an activity that we put in, and take back by putting it in again with no
 * time to live: to leave that to the answer would be a race, for the client sorts by time, our clock is not the server's, and an
 * answer that stands before the dots does not end them. In the transcript an answer stands behind what it answers: what the bot
 * says before is the answer to something else (the greeting, most often). The dots have no time of their own: then they stand last.
 */
export const showWork = ({ dispatch }) => {
  let waiting;
  let asked;
  let heard = false;
  let dots;

  const put = lifetime => dispatch({
    type: "DIRECT_LINE/INCOMING_ACTIVITY",
    payload: { activity: { ...dots, channelData: { webChat: { receivedAt: Date.now(), styleOptions: { typingAnimationDuration: lifetime } } } } },
  });
  const begin = () => {
    dots = { type: "typing", id: crypto.randomUUID?.() ?? `work-${Date.now()}`, from: { id: "helpdesk", role: "bot" } };
    put(longestWork);
  };
  const end = () => {
    clearTimeout(waiting);
    if (dots) put(0);
    dots = undefined;
  };

  return next => action => {
    const result = next(action);
    const activity = action.payload?.activity;
    if (action.type === "DIRECT_LINE/POST_ACTIVITY_PENDING" && activity?.type === "message") {
      end();
      asked = activity.channelData?.clientActivityID;
      heard = false;
      waiting = setTimeout(begin, thinkingAfter);
    } else if (action.type === "DIRECT_LINE/POST_ACTIVITY_REJECTED") {
      end();
    } else if (action.type === "DIRECT_LINE/POST_ACTIVITY_FULFILLED" && dots) {
      clearTimeout(waiting);
      waiting = setTimeout(end, lookBack);
    } else if (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && activity?.from?.role === "user") {
      heard ||= activity.channelData?.clientActivityID === asked;
    } else if (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && activity?.type === "message" && heard) {
      end();
    }
    return result;
  };
};
