/* From the modules of a QR code to its text (ISO/IEC 18004), versions 1 to 10: ours have 3 to 6. */
(function () {
  "use strict";
  /* By level (L M Q H) and version: correction codewords of a block, and how many blocks. */
  var CHECKS = [[7, 10, 15, 20, 26, 18, 20, 24, 30, 18], [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
    [13, 22, 18, 26, 18, 24, 18, 22, 20, 24], [17, 28, 22, 16, 22, 28, 26, 26, 24, 28]];
  var BLOCKS = [[1, 1, 1, 1, 1, 2, 2, 2, 2, 4], [1, 1, 1, 2, 2, 4, 4, 4, 5, 5],
    [1, 1, 2, 2, 4, 4, 6, 6, 8, 8], [1, 1, 2, 4, 4, 4, 5, 6, 8, 8]];
  var LEVELS = [1, 0, 3, 2];  /* as the format information numbers M L H Q */
  var MIDDLES = [[], [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
  var LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  var MASKS = [
    function (x, y) { return (x + y) % 2; }, function (x, y) { return y % 2; },
    function (x) { return x % 3; }, function (x, y) { return (x + y) % 3; },
    function (x, y) { return (Math.floor(x / 3) + Math.floor(y / 2)) % 2; },
    function (x, y) { return x * y % 2 + x * y % 3; },
    function (x, y) { return (x * y % 2 + x * y % 3) % 2; },
    function (x, y) { return ((x + y) % 2 + x * y % 3) % 2; }
  ];
  var EXP = [];
  var LOG = [];
  for (var power = 0, value = 1; power < 255; power += 1) {
    EXP[power] = EXP[power + 255] = value;
    LOG[value] = power;
    value = value << 1 ^ (value > 127 ? 285 : 0);
  }
  function times(one, other) { return one && other ? EXP[LOG[one] + LOG[other]] : 0; }
  function over(one, other) { return one ? EXP[LOG[one] + 255 - LOG[other]] : 0; }
  /* ``poly``: the lowest power first. */
  function at(poly, x) {
    var sum = 0;
    for (var i = poly.length - 1; i >= 0; i -= 1) { sum = times(sum, x) ^ poly[i]; }
    return sum;
  }

  /* Reed-Solomon: Berlekamp and Massey, then Chien and Forney. False: too much is wrong. */
  function mend(block, checks) {
    var turned = block.slice().reverse();
    var odd = [];
    for (var i = 0; i < checks; i += 1) { odd.push(at(turned, EXP[i])); }
    if (!odd.some(Boolean)) { return true; }
    var found = [1], before = [1], wrong = 0, gap = 1, last = 1;
    for (i = 0; i < checks; i += 1) {
      var off = 0;
      for (var j = 0; j <= wrong; j += 1) { off ^= times(found[j] || 0, odd[i - j]); }
      if (!off) { gap += 1; continue; }
      var kept = found.slice();
      var scale = over(off, last);
      before.forEach(function (part, k) { found[k + gap] = (found[k + gap] || 0) ^ times(scale, part); });
      for (j = 0; j < found.length; j += 1) { found[j] = found[j] || 0; }
      if (2 * wrong > i) { gap += 1; continue; }
      wrong = i + 1 - wrong;
      before = kept;
      last = off;
      gap = 1;
    }
    if (2 * wrong > checks) { return false; }
    var values = [];
    for (i = 0; i < checks; i += 1) {
      values[i] = 0;
      for (j = 0; j <= i; j += 1) { values[i] ^= times(found[j] || 0, odd[i - j]); }
    }
    var slope = found.map(function (part, k) { return k % 2 ? part : 0; });
    var mended = 0;
    for (i = 0; i < block.length; i += 1) {
      var inverse = EXP[(255 - i) % 255];
      if (at(found, inverse)) { continue; }
      /* x·Λ'(x) of the odd terms; the first root of the code's generator is 1. */
      turned[i] ^= over(times(EXP[i], at(values.slice(0, wrong), inverse)), over(at(slope, inverse), inverse));
      mended += 1;
    }
    if (mended !== wrong) { return false; }
    turned.reverse().forEach(function (one, k) { block[k] = one; });
    return true;
  }

  /* {level, mask}, the nearest of the 32 that exist; null: none is near. */
  function format(dark, size) {
    var best = null;
    var least = 4;
    var copies = [0, 0];
    for (var i = 0; i < 15; i += 1) {
      var near = i < 6 ? [8, i] : i < 8 ? [8, i + 1] : i === 8 ? [7, 8] : [14 - i, 8];
      var far = i < 8 ? [size - 1 - i, 8] : [8, size - 15 + i];
      copies[0] |= dark(near[0], near[1]) << i;
      copies[1] |= dark(far[0], far[1]) << i;
    }
    for (var data = 0; data < 32; data += 1) {
      var rest = data;
      for (i = 0; i < 10; i += 1) { rest = rest << 1 ^ (rest >> 9) * 1335; }
      var whole = (data << 10 | rest) ^ 21522;
      for (var copy = 0; copy < 2; copy += 1) {
        var differ = 0;
        for (var bits = whole ^ copies[copy]; bits; bits &= bits - 1) { differ += 1; }
        if (differ < least) { least = differ; best = { level: LEVELS[data >> 3], mask: data & 7 }; }
      }
    }
    return best;
  }

  function reserved(x, y, size, version) {
    if (x === 6 || y === 6) { return true; }
    if (x < 9 && y < 9 || x >= size - 8 && y < 9 || x < 9 && y >= size - 8) { return true; }
    if (version > 6 && (x >= size - 11 && y < 6 || y >= size - 11 && x < 6)) { return true; }
    return MIDDLES[version].some(function (across) {
      return MIDDLES[version].some(function (down) {
        var corner = across === 6 && down === size - 7 || across === size - 7 && down === 6;
        return !corner && Math.abs(x - across) < 3 && Math.abs(y - down) < 3;
      });
    });
  }
  function codewords(dark, size, version, mask) {
    var bits = [];
    for (var right = size - 1; right > 0; right -= 2) {
      if (right === 6) { right = 5; }
      for (var step = 0; step < size; step += 1) {
        for (var x = right; x > right - 2; x -= 1) {
          var y = (right + 1 & 2) ? step : size - 1 - step;
          if (!reserved(x, y, size, version)) { bits.push(dark(x, y) ^ !MASKS[mask](x, y)); }
        }
      }
    }
    var words = [];
    for (var i = 0; i + 8 <= bits.length; i += 8) { words.push(number(bits, i, 8)); }
    return words;
  }
  function number(bits, from, length) {
    var sum = 0;
    for (var i = from; i < from + length; i += 1) { sum = sum * 2 + (bits[i] || 0); }
    return sum;
  }
  /* The blocks' words lie between each other, the longer blocks last. Null: past mending. */
  function data(words, version, level) {
    var many = BLOCKS[level][version - 1];
    var checks = CHECKS[level][version - 1];
    var short = Math.floor(words.length / many);
    var blocks = [];
    for (var b = 0; b < many; b += 1) { blocks.push([]); }
    words.forEach(function (word, i) {
      var turn = Math.floor(i / many);
      var brief = many - words.length % many;
      if (turn < short - checks) { blocks[i % many].push(word); return; }
      var late = i - (short - checks) * many;
      if (late < many - brief) { blocks[brief + late].push(word); return; }
      blocks[(late - (many - brief)) % many].push(word);
    });
    var all = [];
    var good = blocks.every(function (block) {
      if (!mend(block, checks)) { return false; }
      all = all.concat(block.slice(0, block.length - checks));
      return true;
    });
    return good ? all : null;
  }

  function text(words, version) {
    var bits = [];
    words.forEach(function (word) { for (var i = 7; i >= 0; i -= 1) { bits.push(word >> i & 1); } });
    var place = 0;
    var said = "";
    function take(length) { place += length; return number(bits, place - length, length); }
    while (place + 4 <= bits.length) {
      var mode = take(4);
      if (!mode) { break; }
      if (mode === 7) { take(8); continue; }
      var left = take({ 1: version > 9 ? 12 : 10, 2: version > 9 ? 11 : 9, 4: version > 9 ? 16 : 8 }[mode] || 0);
      if (mode === 4) {
        var bytes = "";
        for (; left > 0; left -= 1) { bytes += "%" + ("0" + take(8).toString(16)).slice(-2); }
        said += decodeURIComponent(bytes);
      } else if (mode === 2) {
        for (; left > 1; left -= 2) {
          var pair = take(11);
          said += LETTERS.charAt(Math.floor(pair / 45)) + LETTERS.charAt(pair % 45);
        }
        if (left) { said += LETTERS.charAt(take(6)); }
      } else if (mode === 1) {
        for (; left > 0; left -= 3) {
          var digits = Math.min(left, 3);
          said += ("00" + take(digits * 3 + 1)).slice(-digits);
        }
      } else { return null; }
    }
    return said;
  }

  /* ``dark(x, y)`` is 1 or 0. Null: this is no code, or not to be read. */
  window.QrText = function (dark, size) {
    var version = (size - 17) / 4;
    var told = format(dark, size);
    var words = told && data(codewords(dark, size, version, told.mask), version, told.level);
    try { return words && text(words, version); } catch (notText) { return null; }
  };
})();
