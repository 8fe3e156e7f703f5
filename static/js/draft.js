// Autosaves a form with data-draft-url and offers the text back when the page carries a draft.
import { reportActivity } from "./idle.js";

const WAIT_MS = 1500;
const NEVER_KEPT = new Set(["password", "file", "submit", "button"]);

function keptFields(form) {
  const data = new URLSearchParams();
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || NEVER_KEPT.has(field.type)) continue;
    if (field.type === "hidden" && !field.dataset.draft) continue;
    if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
    if (field.type === "select-multiple") {
      for (const option of field.selectedOptions) data.append(field.name, option.value);
    } else {
      data.append(field.name, field.value);
    }
  }
  return data;
}

function send(form, method, body) {
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  return fetch(form.dataset.draftUrl, { method, body, headers: { "X-CSRFToken": token }, redirect: "error" });
}

function autosave(form) {
  const state = form.querySelector("[data-draft-state]");
  let timer;
  const save = async () => {
    if (form.dataset.sent) return;
    try {
      const response = await send(form, "POST", keptFields(form));
      if (!response.ok) throw new Error(String(response.status));
      reportActivity();
      if (state) {
        const now = new Date().toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
        state.textContent = `Draft kept at ${now}`;
      }
    } catch {
      if (state) state.textContent = "The draft could not be kept. Save the form soon.";
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

function fill(form, fields) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || NEVER_KEPT.has(field.type)) continue;
    const values = fields[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (field.type !== "hidden" && field.name in fields) {
      // Several inputs of one name take the kept values in their order.
      const sameName = [...form.elements].filter((other) => other.name === field.name);
      field.value = values[sameName.indexOf(field)] ?? "";
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer(form, box) {
  box.hidden = false;
  box.querySelector("[data-draft-restore]").addEventListener("click", () => {
    fill(form, JSON.parse(box.querySelector("script[type='application/json']").textContent));
    box.hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  box.querySelector("[data-draft-discard]").addEventListener("click", async () => {
    box.hidden = true;
    await send(form, "DELETE");
  });
}

export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    autosave(form);
    const box = form.querySelector("[data-draft-offer]");
    if (box) offer(form, box);
  }
}
