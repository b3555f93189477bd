/* Personal codes by the camera, frame by frame; where a page gets no camera (old WebViews, a refusal)
   by a photo. Either is read on the phone itself (qr_sight.js). */
(function () {
  "use strict";
  var box = document.querySelector("[data-scan-box]");
  if (!box || !window.QrSight) { return; }
  var MOST = 800;  /* pixels: more is no clearer, and slow on an old phone */
  var button = box.querySelector("button");
  var video = box.querySelector("video");
  var photo = box.querySelector("[data-photo]");
  var told = document.querySelector("[data-scanned]");
  var canvas = document.createElement("canvas");
  var stream = null;
  var last = "";
  window.KeptScan = { found: function () { /* kept.js says what to do */ } };

  function read(source, wide, high, most) {
    var scale = Math.min(1, most / Math.max(wide, high));
    canvas.width = Math.round(wide * scale);
    canvas.height = Math.round(high * scale);
    var paper = canvas.getContext("2d");
    paper.drawImage(source, 0, 0, canvas.width, canvas.height);
    return window.QrSight(paper.getImageData(0, 0, canvas.width, canvas.height));
  }
  function stop() {
    if (stream) { stream.getTracks().forEach(function (track) { track.stop(); }); }
    stream = null;
    video.hidden = true;
    button.setAttribute("aria-pressed", "false");
  }
  function look() {
    if (!stream) { return; }
    var text = video.videoWidth ? read(video, video.videoWidth, video.videoHeight, MOST) : null;
    if (text && text !== last) {
      last = text;
      window.KeptScan.found(text);
    }
    window.setTimeout(look, 200);
  }
  function withoutCamera() {
    stop();
    photo.hidden = false;
    told.textContent = box.getAttribute("data-no-camera");
  }
  function start() {
    var wanted = { facingMode: "environment", width: { ideal: 1280 } };
    navigator.mediaDevices.getUserMedia({ video: wanted }).then(function (found) {
      stream = found;
      last = "";
      video.srcObject = found;
      video.hidden = false;
      button.setAttribute("aria-pressed", "true");
      return video.play();
    }).then(look).catch(withoutCamera);
  }
  button.addEventListener("click", function () { if (stream) { stop(); } else { start(); } });
  photo.querySelector("input").addEventListener("change", function (event) {
    var field = event.target;
    if (!field.files.length) { return; }
    var picture = new Image();
    var address = URL.createObjectURL(field.files[0]);
    function done(text) {
      URL.revokeObjectURL(address);
      field.value = "";
      if (text) { window.KeptScan.found(text); } else { told.textContent = box.getAttribute("data-no-code"); }
    }
    picture.onload = function () {
      var wide = picture.naturalWidth, high = picture.naturalHeight;
      done(read(picture, wide, high, MOST) || read(picture, wide, high, 2 * MOST));
    };
    picture.onerror = function () { done(null); };
    picture.src = address;
  });
  box.hidden = false;
  button.hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  photo.hidden = !button.hidden;
})();
