// For other sites: a button at the edge of the page that opens the help desk's chat in a frame.
//   <script src="https://helpdesk.example/embed.js" data-language="ja" defer></script>
// data-label: the button's text; data-question: put into the box, not sent. The site must stand in the setting Chat:EmbedOrigins.
(() => {
  const script = document.currentScript;
  const { language = document.documentElement.lang, label, question = "" } = script.dataset;
  const isEnglish = language.startsWith("en");
  const words = isEnglish ? { open: "Ask in chat", close: "Close the chat" } : { open: "チャットで質問", close: "チャットを閉じる" };
  const address = new URL(isEnglish ? "/en/chat/embed" : "/chat/embed", script.src);
  if (question) address.searchParams.set("q", question);

  const button = document.createElement("button");
  button.type = "button";
  Object.assign(button.style, {
    position: "fixed", right: "16px", bottom: "16px", zIndex: 2147483000, padding: "12px 20px", border: "0", borderRadius: "24px",
    font: "600 16px/1.5 system-ui, sans-serif", color: "#ffffff", background: "#0f6cbd", boxShadow: "0 2px 8px rgb(0 0 0 / .3)", cursor: "pointer",
  });

  const frame = document.createElement("iframe");
  frame.title = label || words.open;
  Object.assign(frame.style, {
    position: "fixed", right: "16px", bottom: "76px", zIndex: 2147483000, width: "min(420px, calc(100vw - 32px))",
    height: "min(680px, calc(100vh - 92px))", border: "1px solid #d1d1d1", borderRadius: "8px", background: "#ffffff", display: "none",
  });

  const show = isOpen => {
    // Loaded at the first opening, kept afterwards: the conversation stays while the page does.
    if (isOpen && !frame.src) frame.src = address.href;
    frame.style.display = isOpen ? "block" : "none";
    button.textContent = isOpen ? words.close : label || words.open;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) frame.focus();
  };

  button.addEventListener("click", () => show(frame.style.display === "none"));
  document.body.append(frame, button);
  show(false);
})();
