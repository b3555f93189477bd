/* A random mark of this phone goes along with a check-in, so that many people on one phone are
   seen. It names nobody. Without it, or without storage, everything works the same. */
(function () {
  "use strict";
  function made() {
    var text = "", i, numbers;
    if (window.crypto && window.crypto.getRandomValues && window.Uint8Array) {
      numbers = window.crypto.getRandomValues(new Uint8Array(16));
      for (i = 0; i < numbers.length; i += 1) { text += (numbers[i] + 256).toString(16).slice(1); }
      return text;
    }
    while (text.length < 32) { text += Math.random().toString(36).slice(2); }
    return text.slice(0, 32);
  }
  var mark = "", fields = document.querySelectorAll("input[name=device]"), i;
  try {
    mark = window.localStorage.getItem("device") || "";
    if (mark.length < 8 || mark.length > 64) {
      mark = made();
      window.localStorage.setItem("device", mark);
    }
  } catch (nothing) { return; }
  for (i = 0; i < fields.length; i += 1) { fields[i].value = mark; }
}());
