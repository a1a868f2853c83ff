import postgres from "postgres";

export interface ShopDatabases {
  users: postgres.Sql;
  catalog: postgres.Sql;
  orders: postgres.Sql;
  close: () => Promise<void>;
}

/** Looks into the services' databases, past the services. `url`: the superuser's, as in the shop's `run.json`. */
export function openDatabases(url: string): ShopDatabases {
  const open = (name: string) => {
    const address = new URL(url);
    address.pathname = `/${name}`;
    return postgres(address.href, { max: 2, connect_timeout: 3, idle_timeout: 5, onnotice: () => {} });
  };
  const opened = { users: open("users"), catalog: open("catalog"), orders: open("orders") };
  const close = async () =>
    void (await Promise.all(Object.values(opened).map((sql) => sql.end({ timeout: 2 }))));
  return { ...opened, close };
}
