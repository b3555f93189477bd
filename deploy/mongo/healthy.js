// The health check: healthy is who takes writes. A new server is made a replica set of one.
db.getSiblingDB("admin").auth("root", process.env.MONGO_INITDB_ROOT_PASSWORD);
try {
  rs.status();
} catch (notYet) {
  rs.initiate({ _id: "kindhours", members: [{ _id: 0, host: "mongo:27017" }] });
}
if (!db.hello().isWritablePrimary) quit(1);
