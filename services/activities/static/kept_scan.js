/* The camera, where the browser itself can read a QR; elsewhere numbers are typed. */
(function () {
  "use strict";
  var box = document.querySelector("[data-scan-box]");
  var camera = navigator.mediaDevices && navigator.mediaDevices.getUserMedia;
  if (!box || !window.BarcodeDetector || !camera) { return; }
  var button = box.querySelector("button");
  var video = box.querySelector("video");
  var stream = null;
  var last = "";
  function stop() {
    if (stream) { stream.getTracks().forEach(function (track) { track.stop(); }); }
    stream = null;
    video.hidden = true;
    button.setAttribute("aria-pressed", "false");
  }
  function look(detector) {
    if (!stream) { return; }
    detector.detect(video).then(function (codes) {
      var text = codes.length ? codes[0].rawValue : "";
      if (text && text !== last) { window.KeptScan.found(text); }
      if (text) { last = text; }
    }, function () { /* a frame that cannot be read */ }).then(function () {
      window.setTimeout(function () { look(detector); }, 250);
    });
  }
  window.KeptScan = { found: function () { /* kept.js says what to do */ } };
  box.hidden = false;
  button.addEventListener("click", function () {
    if (stream) { stop(); return; }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(function (found) {
      stream = found;
      last = "";
      video.srcObject = found;
      video.hidden = false;
      button.setAttribute("aria-pressed", "true");
      return video.play();
    }).then(function () { look(new window.BarcodeDetector({ formats: ["qr_code"] })); }, stop);
  });
})();
