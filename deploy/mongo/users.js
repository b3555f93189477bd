// At the first start: one user for each service, who reaches its own database and no other.
for (const service of ["volunteers", "activities", "hours", "notifications"]) {
  db.getSiblingDB("admin").createUser({
    user: service,
    pwd: process.env["MONGO_" + service.toUpperCase()],
    roles: [{ role: "readWrite", db: "kindhours_" + service }],
  });
}
