// What every page needs of a script: after a part was fetched, the reader is told of faults where they stand.
"use strict";
document.addEventListener("htmx:responseError", (event) => {
  // An answer that is a page of its own (signed out, gone) is shown as one.
  const type = event.detail.xhr.getResponseHeader("Content-Type") || "";
  if (event.detail.xhr.status === 401 || !type.startsWith("text/html")) window.location.reload();
});
const faults = document.getElementById("faults");
if (faults) faults.focus();
