// A button with data-copies puts the text of a box on the clipboard; without this the text can still be selected.

async function copy(box) {
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    return "Copied.";
  } catch {
    return "The browser did not allow it. The text is selected: press Ctrl+C.";
  }
}

export function offerToCopy(root) {
  for (const button of root.querySelectorAll("[data-copies]")) {
    const box = document.getElementById(button.dataset.copies);
    const state = button.parentElement.querySelector("[data-copied]");
    button.hidden = false;
    button.addEventListener("click", async () => { state.textContent = await copy(box); });
  }
}
