// For other sites: a button at the edge of the page that opens the help desk's chat in a frame.
//   <script src="https://helpdesk.example/embed.js" data-language="ja" defer></script>
// data-label: the button's text; data-question: put into the box, not sent. The site must stand in the setting Chat:EmbedOrigins.
(() => {
  const script = document.currentScript;
  const { language = document.documentElement.lang, label, question = "" } = script.dataset;
  const isEnglish = language.startsWith("en");
  const words = isEnglish
    ? { open: "Ask in chat", close: "Close the chat", away: "The chat cannot be shown here.", apart: "Open it in a window of its own" }
    : { open: "チャットで質問", close: "チャットを閉じる", away: "このページにはチャットを表示できません。", apart: "別のウィンドウで開く" };
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

  // Where this site is not among those that may show the chat, or the server is away, the browser leaves the frame grey.
  const patience = 8000;
  let isHere = false;
  frame.addEventListener("load", () => setTimeout(() => { if (!isHere && frame.src) frame.replaceWith(away()); }, patience));
  const away = () => {
    const box = document.createElement("div");
    box.style.cssText = frame.style.cssText;
    Object.assign(box.style, { height: "auto", padding: "16px", boxSizing: "border-box", color: "#242424", font: "16px/1.6 system-ui, sans-serif" });
    const link = document.createElement("a");
    const page = new URL(address);
    page.pathname = page.pathname.replace(/\/embed$/, "");
    Object.assign(link, { href: page.href, target: "_blank", rel: "noopener", textContent: words.apart });
    link.style.color = "#115ea3";
    box.append(words.away, document.createElement("br"), link);
    panel = box;
    return box;
  };
  let panel = frame;

  const show = isOpen => {
    // Loaded at the first opening, kept afterwards: the conversation stays while the page does.
    if (isOpen && !frame.src) frame.src = address.href;
    panel.style.display = isOpen ? "block" : "none";
    button.textContent = isOpen ? words.close : label || words.open;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) panel.focus();
  };

  button.addEventListener("click", () => show(panel.style.display === "none"));
  const close = () => { if (panel.style.display !== "none") { show(false); button.focus(); } };
  addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  addEventListener("message", event => {
    if (event.source !== frame.contentWindow || event.origin !== address.origin) return;
    if (event.data?.helpdesk === "here") isHere = true;
    if (event.data?.helpdesk === "close") close();
  });
  document.body.append(frame, button);
  show(false);
})();
