/* Rows of the sheet come and go without a new page. Without this the same buttons send the form. */
(function () {
  "use strict";
  var sheet = document.getElementById("sheet");
  if (!sheet || !window.FormData || !window.DOMParser) { return; }
  function put(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var fresh = page.getElementById("shifts"), old = document.getElementById("shifts");
    if (!fresh || !old) { return false; }
    old.parentNode.replaceChild(document.importNode(fresh, true), old);
    document.getElementById("shifts").focus();
    return true;
  }
  function plain(button) {
    button.removeAttribute("data-turn");
    button.click();
  }
  sheet.addEventListener("click", function (event) {
    var button = event.target;
    if (!button.hasAttribute || !button.hasAttribute("data-turn")) { return; }
    event.preventDefault();
    var typed = new FormData(sheet), ask = new XMLHttpRequest();
    typed.append("do", button.value);
    ask.open("POST", window.location.pathname);
    ask.setRequestHeader("Accept", "text/html");
    ask.onload = function () { if (ask.status !== 200 || !put(ask.responseText)) { plain(button); } };
    ask.onerror = function () { plain(button); };
    ask.send(typed);
  });
  /* Where the phone is, for the place of the activity. */
  var locate = document.getElementById("locate");
  if (locate && navigator.geolocation) {
    locate.hidden = false;
    locate.addEventListener("click", function () {
      navigator.geolocation.getCurrentPosition(function (found) {
        document.getElementById("f-point.latitude").value = found.coords.latitude.toFixed(6);
        document.getElementById("f-point.longitude").value = found.coords.longitude.toFixed(6);
      });
    });
  }
  /* An end that is empty or before its start follows the start. */
  sheet.addEventListener("change", function (event) {
    var found = /^(shifts\.\d+)\.start$/.exec(event.target.name || "");
    if (!found) { return; }
    var end = document.getElementById("f-" + found[1] + ".end"), start = event.target.value;
    if (!end || !start || (end.value && end.value > start)) { return; }
    var later = new Date(start.slice(0, 16) + ":00Z");
    if (isNaN(later.getTime())) { return; }
    end.value = new Date(later.getTime() + 7200000).toISOString().slice(0, 16);
  });
})();
