// The files that were chosen and not sent yet: name, size, a small picture, and a way to take one out again. The client shows a
// dot alone. Limits are the server's (AttachmentLimits); what is over them is said here, before anything is sent.
const setFiles = "WEB_CHAT/SET_SEND_BOX_ATTACHMENTS";
const oneMegabyte = 1024 * 1024;

const sizeOf = bytes => bytes < oneMegabyte ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / oneMegabyte).toFixed(1)} MB`;
const isSame = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/**
 * @param place the bar's element; its data says how many files and how many bytes of each are taken.
 * @param say tells the person why a file was not taken.
 */
export function fileBar(place, texts, say) {
  const [mostFiles, longestFile] = [Number(place.dataset.files), Number(place.dataset.bytes)];
  let pictures = [];
  let shown = [];

  function item(file, remove) {
    const row = document.createElement("li");
    if (file.type.startsWith("image/")) {
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = "";
      pictures.push(picture.src);
      row.append(picture);
    }
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    const size = document.createElement("span");
    size.className = "size";
    size.textContent = sizeOf(file.size);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", texts.removeFile.replace("{0}", file.name));
    button.addEventListener("click", remove);
    row.append(name, size, button);
    return row;
  }

  function show(files, dispatch) {
    if (files === shown) return;
    shown = files;
    pictures.forEach(URL.revokeObjectURL);
    pictures = [];
    place.hidden = files.length === 0;
    place.querySelector("ul").replaceChildren(...files.map(({ blob }) => item(blob, () =>
      dispatch({ type: setFiles, payload: { attachments: files.filter(other => other.blob !== blob) }, meta: "own" }))));
  }

  /** What is chosen joins what was chosen before; what cannot be taken is left out, with words. */
  function chosen(before, added) {
    const files = [...before.filter(({ blob }) => !added.some(other => isSame(other.blob, blob))), ...added];
    const large = files.filter(({ blob }) => blob.size > longestFile);
    const taken = files.filter(({ blob }) => blob.size <= longestFile);
    const said = large.map(({ blob }) => texts.fileLarge.replace("{0}", blob.name));
    if (taken.length > mostFiles) said.push(texts.filesMany.replace("{0}", mostFiles).replace("{1}", taken.slice(mostFiles).map(({ blob }) => blob.name).join(", ")));
    if (said.length > 0) say(said.join("\n"));
    return taken.slice(0, mostFiles);
  }

  return {
    /** Redux middleware of the client's store. */
    middleware: ({ dispatch, getState }) => next => action => {
      const isChosen = action.type === setFiles && action.meta !== "own" && action.payload.attachments.length > 0;
      const result = next(isChosen ? { ...action, payload: { attachments: chosen(getState().sendBoxAttachments, action.payload.attachments) } } : action);
      show(getState().sendBoxAttachments, dispatch);
      return result;
    },
    set: (store, files) => store.dispatch({ type: setFiles, payload: { attachments: files.map(blob => ({ blob })) }, meta: "own" }),
  };
}
