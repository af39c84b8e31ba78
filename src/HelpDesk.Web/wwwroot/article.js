// The article's address to pass on. Without this file it stands in the browser's own bar.
const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const said = copy.nextElementSibling;
    try {
      await navigator.clipboard.writeText(location.origin + location.pathname);
      said.textContent = copy.dataset.copied;
    } catch {
      said.textContent = copy.dataset.refused;
    }
  });
}
