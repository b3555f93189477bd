/* Nicer with it, whole without it: all pages work when this is never loaded. */
(function () {
  "use strict";
  /* A form goes out once, however often the button is tapped. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.getAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "1");
    window.setTimeout(function () { form.removeAttribute("data-sent"); }, 8000);
  });
  window.addEventListener("pageshow", function () {
    var sent = document.querySelectorAll("form[data-sent]");
    for (var i = 0; i < sent.length; i += 1) { sent[i].removeAttribute("data-sent"); }
  });
  /* What went wrong is read out, and reached, first. */
  var trouble = document.getElementById("trouble");
  if (trouble) { trouble.focus(); }
  /* A key that is held down presses a button once. Escape shuts what asks, and goes back to where
     it was opened; not while Chinese is being put together from letters. */
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.repeat && event.key === "Enter" && /^(BUTTON|SUMMARY)$/.test(at.tagName)) { event.preventDefault(); }
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) { return; }
    while (at && !(/ask-once/.test(at.className) && at.open)) { at = at.parentNode; }
    if (!at) { return; }
    at.open = false;
    at.querySelector("summary").focus();
  });
  /* A choice that needs no button where there is a script. */
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (field.form && field.hasAttribute("data-go")) { field.form.submit(); }
  });
})();
