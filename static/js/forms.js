// One click, one submit; a half-typed date is not lost; the error summary gets the focus.

const within = (root, selector) => [...root.querySelectorAll(selector)];

function submitButtons(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

function onSubmit(event) {
  const form = event.target;
  const halfTyped = [...form.elements].find((element) => element.validity?.badInput);
  if (halfTyped) {
    event.preventDefault();
    halfTyped.reportValidity();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After the browser has read the form, so that the pressed button's value is sent.
  setTimeout(() => submitButtons(form).forEach((button) => { button.disabled = true; }));
}

function release() {
  for (const form of within(document, "form[data-sent]")) {
    delete form.dataset.sent;
    submitButtons(form).forEach((button) => { button.disabled = false; });
  }
}

export function guardForms(root) {
  for (const form of within(root, "form[method=post]")) {
    if (!form.closest("dialog")) form.addEventListener("submit", onSubmit);
  }
  root.querySelector("[data-error-summary]")?.focus();
}

// Back to a page kept by the browser: its buttons work again.
window.addEventListener("pageshow", release);
