// Suggestions below the search box: a combobox with a listbox (WAI-ARIA APG). Everything works without this file.
const box = document.querySelector("#q[data-suggestions]");
if (box) {
  const list = document.createElement("ul");
  list.id = "q-suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.form.append(list, status);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  let timer;
  let running;
  let active = -1;

  // The focus stays in the box; the option that arrows have reached is only marked.
  const mark = index => {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  };

  const open = isOpen => {
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", String(isOpen));
    mark(-1);
  };

  const hide = () => {
    clearTimeout(timer);
    running?.abort();
    open(false);
    status.textContent = "";
  };

  const option = (article, index) => {
    const id = document.createElement("span");
    id.className = "id";
    // What holds no digit is a name of the folder's and no number of the FAQ's.
    id.textContent = /[0-9]/.test(article.id) ? article.id : "";
    const title = document.createElement("span");
    title.textContent = article.title;
    const item = document.createElement("li");
    item.id = `q-suggestion-${index}`;
    item.dataset.address = article.address;
    item.setAttribute("role", "option");
    item.append(id, title);
    return item;
  };

  const show = articles => {
    list.replaceChildren(...articles.map(option));
    open(articles.length > 0);
    status.textContent = articles.length === 1 ? box.dataset.countOne : box.dataset.count.replace("{0}", articles.length);
  };

  const ask = async () => {
    running?.abort();
    const text = box.value.trim();
    if (text.length < 2 || text.length > 200) { hide(); return; }
    const mine = running = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggestions}&q=${encodeURIComponent(text)}`, { signal: mine.signal });
      const articles = answer.ok ? await answer.json() : [];
      if (!mine.signal.aborted) show(articles);
    } catch { /* No suggestions, then: the form still works. */ }
  };

  const keys = {
    ArrowDown: () => mark((active + 1) % list.children.length),
    ArrowUp: () => mark((active < 0 ? list.children.length : active) - 1),
    Escape: hide,
    Enter: () => { location.href = list.children[active].dataset.address; },
  };

  box.addEventListener("input", event => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, 200);
  });
  box.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  box.addEventListener("keydown", event => {
    // While an input method composes, its keys are its own.
    if (event.isComposing || list.hidden || !(event.key in keys) || (event.key === "Enter" && active < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("blur", hide);
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.href = chosen.dataset.address;
  });
}
