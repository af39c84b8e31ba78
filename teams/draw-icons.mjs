// Draws the two icons of the Teams app, a speech bubble with a flash: node teams/draw-icons.mjs
// Teams asks for color.png 192x192, and outline.png 32x32 in white on nothing. No drawing program, so that anyone can redraw them.
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const blue = [0x0f, 0x6c, 0xbd];
const white = [255, 255, 255];

// Shapes in a square of 1 by 1: negative inside, positive outside.
const roundedBox = (x, y, cx, cy, w, h, r) => {
  const [dx, dy] = [Math.abs(x - cx) - w + r, Math.abs(y - cy) - h + r];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
};
const polygon = (x, y, points) => {
  let [best, inside] = [Infinity, false];
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length];
    const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
    best = Math.min(best, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside ? -best : best;
};
const bubble = (x, y) => Math.min(roundedBox(x, y, 0.5, 0.44, 0.32, 0.26, 0.1), polygon(x, y, [[0.3, 0.66], [0.5, 0.66], [0.3, 0.86]]));
const flash = (x, y) => polygon(x, y, [[0.54, 0.26], [0.39, 0.48], [0.49, 0.48], [0.45, 0.63], [0.61, 0.4], [0.51, 0.4]]);

const color = (x, y) => (flash(x, y) < 0 ? [...blue, 255] : bubble(x, y) < 0 ? [...white, 255] : [...blue, 255]);
const outline = (x, y) => [...white, Math.abs(bubble(x, y)) < 0.035 || flash(x, y) < 0 ? 255 : 0];

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => (bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
};

function draw(file, size, at) {
  const fine = 8; // points a pixel and direction
  const rows = Buffer.alloc(size * (1 + 4 * size));
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < fine * fine; i++) {
        const rgba = at((px + ((i % fine) + 0.5) / fine) / size, (py + (Math.floor(i / fine) + 0.5) / fine) / size);
        rgba.forEach((value, part) => (sum[part] += value));
      }
      sum.forEach((value, part) => (rows[py * (1 + 4 * size) + 1 + 4 * px + part] = Math.round(value / (fine * fine))));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  writeFileSync(new URL(file, import.meta.url), Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]));
}

draw('color.png', 192, color);
draw('outline.png', 32, outline);
