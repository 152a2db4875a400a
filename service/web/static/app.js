// What every page needs of a script: after a part was fetched, the reader is told of faults where they stand.
"use strict";
document.addEventListener("htmx:responseError", (event) => {
  // An answer that is a page of its own (signed out, gone) is shown as one.
  // Where somebody writes, the page stays: what they write is told to be unsaved when it is.
  if (document.querySelector("form[data-who]")) return;
  const type = event.detail.xhr.getResponseHeader("Content-Type") || "";
  if (event.detail.xhr.status === 401 || !type.startsWith("text/html")) window.location.reload();
});
// How far a job is changes without anybody asking: who cannot see it is told, once for each step.
document.addEventListener("htmx:afterSettle", () => {
  const now = document.querySelector("[data-tell]");
  const told = document.getElementById("told");
  if (now && told && told.textContent !== now.dataset.tell) told.textContent = now.dataset.tell;
});
const faults = document.getElementById("faults");
if (faults) faults.focus();
// A file may be dropped on a form that takes one; the field shows its name, and the form is sent as usual.
for (const form of document.querySelectorAll("[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}
