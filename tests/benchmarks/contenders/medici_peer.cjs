// medici, the double-entry ledger of npm, doing the ledger's part of the job: each attendance one
// entry of two lines, exactly once, in MongoDB transactions with majority writes.
//
// node medici_peer.cjs EVENTS.json TOGETHER CONCURRENCY
//   Says "ready", then obeys a line at a time and answers each with a line of JSON:
//   credit                  credit the events of the file: {"seconds": …}
//   balance ACCOUNT N TIMES fill up ACCOUNT to N lines, then ask its balance, uncached: {"ms": […]}
"use strict";
const fs = require("fs");
const readline = require("readline");
const mongoose = require("mongoose");
const { Book, initModels, mongoTransaction, syncIndexes } = require("medici");

const [file, together, concurrency] = process.argv.slice(2);
const book = new Book("hours", { balanceSnapshotSec: 0 });

function entry(data, session) {
  const came = new Date(data.check_in_at);
  const went = new Date(data.check_out_at);
  const minutes = Math.floor((went - came) / 60000);
  const about = {
    attendance_id: data.attendance_id,
    volunteer_id: data.volunteer_id,
    organisation_id: data.organisation_id,
    shift_id: data.shift_id,
    start: came,
    end: went,
  };
  const issued = `issued:${data.organisation_id}:${data.check_in_at.slice(0, 7)}`;
  return book
    .entry(data.activity_title, came)
    .debit(issued, minutes, about)
    .credit(`volunteer:${data.volunteer_id}`, minutes, about)
    .commit({ session });
}

// One transaction: what is known is dropped, the rest entered. A rival's write of the same
// attendance is a conflict, which runs it again.
function creditSome(events) {
  const seen = mongoose.connection.collection("attendances");
  const asked = new Map(events.map((event) => [event.data.attendance_id, event.data]));
  return mongoTransaction(async (session) => {
    const known = await seen.find({ _id: { $in: [...asked.keys()] } }, { session }).toArray();
    const fresh = new Map(asked);
    known.forEach((row) => fresh.delete(row._id));
    if (!fresh.size) return;
    await seen.insertMany([...fresh.keys()].map((_id) => ({ _id })), { session });
    for (const data of fresh.values()) await entry(data, session);
  });
}

async function credit() {
  const events = JSON.parse(fs.readFileSync(file));
  const started = process.hrtime.bigint();
  let next = 0;
  const run = async () => {
    while (next < events.length) {
      const some = events.slice(next, (next += Number(together)));
      await creditSome(some);
    }
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, run));
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}

async function balance(account, lines, times) {
  const rows = mongoose.connection.collection("medici_transactions");
  const { _id, ...line } = await rows.findOne({ accounts: account });
  for (let there = await rows.countDocuments({ accounts: account }); there < lines; there += 5000) {
    const missing = Math.min(5000, lines - there);
    await rows.insertMany(Array.from({ length: missing }, () => ({ ...line })));
  }
  const ms = [];
  for (let turn = 0; turn < times; turn++) {
    const started = process.hrtime.bigint();
    await book.balance({ account });
    ms.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  return { ms };
}

async function main() {
  await mongoose.connect(process.env.MONGO_URI, {
    dbName: process.env.MONGO_DATABASE,
    w: "majority",
  });
  await initModels();
  await syncIndexes({ background: false });
  await mongoose.connection.createCollection("attendances");
  console.log("ready");
  for await (const said of readline.createInterface({ input: process.stdin })) {
    const [word, ...rest] = said.trim().split(" ");
    const answer =
      word === "credit" ? await credit() : await balance(rest[0], Number(rest[1]), Number(rest[2]));
    console.log(JSON.stringify(answer));
  }
  await mongoose.disconnect();
}

main().catch((fault) => {
  console.error(fault);
  process.exit(1);
});
