/* From a picture to the text of the QR code in it. The phone reads by itself: a browser's own reader
   is missing on most phones here, and where there is no network nobody else can be asked. */
(function () {
  "use strict";
  /* 1 where a pixel is darker than what surrounds it: light falls on a screen from one side. */
  function darkness(picture) {
    var wide = picture.width, high = picture.height, raw = picture.data;
    var sums = new Uint32Array((wide + 1) * (high + 1));
    var light = new Uint8Array(wide * high);
    for (var y = 0; y < high; y += 1) {
      for (var x = 0, row = 0; x < wide; x += 1) {
        var i = y * wide + x;
        light[i] = raw[4 * i] * .3 + raw[4 * i + 1] * .59 + raw[4 * i + 2] * .11;
        row += light[i];
        sums[(y + 1) * (wide + 1) + x + 1] = sums[y * (wide + 1) + x + 1] + row;
      }
    }
    var reach = Math.max(8, Math.min(wide, high) >> 3);
    var map = new Uint8Array(wide * high);
    for (y = 0; y < high; y += 1) {
      var top = Math.max(0, y - reach) * (wide + 1), low = Math.min(high, y + reach + 1);
      var bottom = low * (wide + 1), rows = low - top / (wide + 1);
      for (x = 0; x < wide; x += 1) {
        var left = Math.max(0, x - reach), right = Math.min(wide, x + reach + 1);
        var sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
        map[y * wide + x] = light[y * wide + x] * (right - left) * rows < sum * .88 ? 1 : 0;
      }
    }
    return { wide: wide, high: high, at: function (px, py) {
      var column = Math.floor(px), line = Math.floor(py);
      return column >= 0 && line >= 0 && column < wide && line < high ? map[line * wide + column] : 0;
    } };
  }

  /* Runs of 1:1:3:1:1, dark first, are what marks three corners of each code. */
  function isMark(runs) {
    var unit = (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7;
    return unit >= 1 && runs.every(function (run, i) {
      var wanted = i === 2 ? 3 * unit : unit;
      return Math.abs(run - wanted) <= (i === 2 ? 1.5 : .75) * unit;
    });
  }
  /* The runs through a point in one direction: {middle, unit} along it, or null. */
  function through(map, x, y, dx, dy) {
    var runs = [0, 0, 0, 0, 0];
    function walk(sign, first, last) {
      var far = sign > 0 ? 1 : 0;
      for (var i = first; sign > 0 ? i <= last : i >= last; i += sign) {
        while (map.at(x + sign * far * dx, y + sign * far * dy) === (i % 2 ? 0 : 1) && runs[i] < 300) { runs[i] += 1; far += 1; }
      }
      return far;
    }
    var back = walk(-1, 2, 0);
    walk(1, 2, 4);
    if (!isMark(runs)) { return null; }
    var start = 1 - back + runs[0] + runs[1];
    return { middle: start + (runs[2] - 1) / 2, unit: (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7 };
  }
  function marks(map) {
    var found = [];
    function seen(x, y) {
      var down = through(map, x, y, 0, 1);
      var across = down && through(map, x, Math.round(y + down.middle), 1, 0);
      if (!across) { return; }
      var one = { x: x + across.middle + .5, y: y + down.middle + .5, unit: (down.unit + across.unit) / 2, hits: 1 };
      var known = found.filter(function (old) {
        return Math.abs(old.x - one.x) < 3 * old.unit && Math.abs(old.y - one.y) < 3 * old.unit;
      })[0];
      if (!known) { found.push(one); return; }
      ["x", "y", "unit"].forEach(function (name) {
        known[name] = (known[name] * known.hits + one[name]) / (known.hits + 1);
      });
      known.hits += 1;
    }
    for (var y = 0; y < map.high; y += 2) {
      var runs = [0, 0, 0, 0, 0], colour = 0;
      for (var x = 0; x <= map.wide; x += 1) {
        var now = x < map.wide ? map.at(x, y) : 1 - colour;
        if (now === colour) { runs[4] += 1; continue; }
        if (colour && isMark(runs)) { seen(Math.floor(x - runs[4] - runs[3] - runs[2] / 2), y); }
        runs = runs.slice(1).concat(1);
        colour = now;
      }
    }
    return found.sort(function (one, other) { return other.hits - one.hits; }).slice(0, 7);
  }
  function distance(one, other) { return Math.sqrt(Math.pow(one.x - other.x, 2) + Math.pow(one.y - other.y, 2)); }
  /* Three marks as corner, right and below, those first that look most like a code. */
  function corners(found) {
    var threes = [];
    found.forEach(function (a, i) {
      found.slice(i + 1).forEach(function (b, j) {
        found.slice(i + j + 2).forEach(function (c) {
          var by = [[a, b, c], [b, a, c], [c, a, b]].sort(function (p, q) {
            return distance(q[1], q[2]) - distance(p[1], p[2]);
          })[0];
          var right = distance(by[0], by[1]), below = distance(by[0], by[2]), across = distance(by[1], by[2]);
          var units = [a.unit, b.unit, c.unit].sort(function (p, q) { return p - q; });
          var off = Math.abs(right - below) / Math.max(right, below) + units[2] / units[0] - 1 +
            Math.abs(across / Math.sqrt(right * right + below * below) - 1);
          if (off > 1.5) { return; }
          var turn = (by[1].x - by[0].x) * (by[2].y - by[0].y) - (by[1].y - by[0].y) * (by[2].x - by[0].x);
          threes.push({ off: off, corner: by[0], right: turn > 0 ? by[1] : by[2], below: turn > 0 ? by[2] : by[1] });
        });
      });
    });
    return threes.sort(function (p, q) { return p.off - q.off; }).slice(0, 4);
  }

  /* Where a module lies, from four of them whose places are known: [module x, y, picture x, y]. */
  function plane(known) {
    var rows = [];
    known.forEach(function (k) {
      rows.push([k[0], k[1], 1, 0, 0, 0, -k[0] * k[2], -k[1] * k[2], k[2]]);
      rows.push([0, 0, 0, k[0], k[1], 1, -k[0] * k[3], -k[1] * k[3], k[3]]);
    });
    for (var i = 0; i < 8; i += 1) {
      var best = i;
      for (var j = i; j < 8; j += 1) { if (Math.abs(rows[j][i]) > Math.abs(rows[best][i])) { best = j; } }
      var row = rows[best];
      rows[best] = rows[i];
      rows[i] = row.map(function (one) { return one / row[i]; });
      for (j = 0; j < 8; j += 1) {
        var factor = rows[j][i];
        if (j !== i) { rows[j] = rows[j].map(function (one, k) { return one - factor * rows[i][k]; }); }
      }
    }
    var h = rows.map(function (one) { return one[8]; });
    return function (x, y) {
      var depth = h[6] * x + h[7] * y + 1;
      return { x: (h[0] * x + h[1] * y + h[2]) / depth, y: (h[3] * x + h[4] * y + h[5]) / depth };
    };
  }
  /* The small mark near the fourth corner; it says how the code is tilted. Null: not seen. */
  function fourth(map, flat, size) {
    var best = 21, x = 0, y = 0, many = 0;
    for (var up = -5; up <= 5; up += .25) {
      for (var side = -5; side <= 5; side += .25) {
        var score = 0;
        for (var i = 0; i < 25; i += 1) {
          var dx = i % 5 - 2, dy = Math.floor(i / 5) - 2;
          var spot = flat(size - 6.5 + side + dx, size - 6.5 + up + dy);
          var ring = Math.max(Math.abs(dx), Math.abs(dy));
          if (map.at(spot.x, spot.y) === (ring === 1 ? 0 : 1)) { score += 1; }
        }
        if (score > best) { best = score; x = y = many = 0; }
        if (score === best && (!many || Math.abs(x / many - side) + Math.abs(y / many - up) < 2)) { x += side; y += up; many += 1; }
      }
    }
    return many ? flat(size - 6.5 + x / many, size - 6.5 + y / many) : null;
  }
  function sample(map, place, size) {
    var off = 0;
    var modules = [];
    for (var i = 0; i < size * size; i += 1) {
      var spot = place(i % size + .5, Math.floor(i / size) + .5);
      modules.push(map.at(spot.x, spot.y));
    }
    function dark(x, y) { return modules[y * size + x]; }
    for (i = 8; i < size - 8; i += 1) { off += (dark(i, 6) === i % 2) + (dark(6, i) === i % 2); }
    return off > (size - 16) / 2 ? null : window.QrText(dark, size);
  }
  function readOne(map, three) {
    var a = three.corner, b = three.right, c = three.below;
    /* A run that crosses a turned module is longer than its side. */
    var slant = Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) / distance(a, b);
    var guess = (distance(a, b) + distance(a, c)) / (a.unit + (b.unit + c.unit) / 2) / slant + 7;
    var sizes = [21, 25, 29, 33, 37, 41, 45, 49, 53, 57].sort(function (p, q) { return Math.abs(p - guess) - Math.abs(q - guess); });
    for (var i = 0; i < 4; i += 1) {
      var size = sizes[i], end = size - 3.5;
      var known = [[3.5, 3.5, a.x, a.y], [end, 3.5, b.x, b.y], [3.5, end, c.x, c.y]];
      var flat = plane(known.concat([[end, end, b.x + c.x - a.x, b.y + c.y - a.y]]));
      var mark = size > 21 ? fourth(map, flat, size) : null;
      var tilted = mark && plane(known.concat([[size - 6.5, size - 6.5, mark.x, mark.y]]));
      var text = tilted && sample(map, tilted, size) || sample(map, flat, size);
      if (text) { return text; }
    }
    return null;
  }
  /* ``picture``: ImageData. The text of one code in it, or null. */
  window.QrSight = function (picture) {
    var map = darkness(picture);
    var text = null;
    corners(marks(map)).some(function (three) { text = readOne(map, three); return text; });
    return text;
  };
})();
