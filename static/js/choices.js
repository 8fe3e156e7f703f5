// A list whose choices depend on another field offers only those that fit what is chosen there.

function narrow(select, chosen) {
  for (const option of select.options) {
    const fits = !chosen || !option.dataset.holds || option.dataset.holds.split(" ").includes(chosen);
    option.hidden = option.disabled = !fits;
  }
  if (select.selectedOptions[0]?.disabled) select.value = "";
}

export function narrowChoices(root) {
  for (const select of root.querySelectorAll("select[data-fits]")) {
    const form = select.form;
    const again = () => narrow(select, form.elements[select.dataset.fits]?.value);
    form.addEventListener("input", again);
    // Back to a page kept by the browser: what was chosen on it is there again.
    window.addEventListener("pageshow", again);
    again();
  }
}
