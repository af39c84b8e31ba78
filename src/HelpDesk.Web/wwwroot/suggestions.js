// Suggestions below the search box. Everything works without this file.
const box = document.querySelector("#q[data-suggestions]");
if (box) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.hidden = true;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.form.append(list, status);
  let timer;
  let running;

  const hide = () => { list.hidden = true; status.textContent = ""; };

  const show = articles => {
    list.replaceChildren(...articles.map(article => {
      const link = document.createElement("a");
      link.href = article.address;
      link.textContent = article.title;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    list.hidden = articles.length === 0;
    status.textContent = box.dataset.count.replace("{0}", articles.length);
  };

  const ask = async () => {
    running?.abort();
    const text = box.value.trim();
    if (text.length < 2 || text.length > 200) { hide(); return; }
    running = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggestions}&q=${encodeURIComponent(text)}`, { signal: running.signal });
      if (answer.ok) show(await answer.json());
    } catch { /* No suggestions, then: the form still works. */ }
  };

  box.addEventListener("input", event => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, 200);
  });
  box.addEventListener("compositionend", () => { timer = setTimeout(ask, 200); });
  box.form.addEventListener("keydown", event => {
    if (event.key === "Escape") { hide(); box.focus(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || list.hidden) return;
    const stops = [box, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) { event.preventDefault(); next.focus(); }
  });
  box.form.addEventListener("focusout", event => { if (!box.form.contains(event.relatedTarget)) hide(); });
}
