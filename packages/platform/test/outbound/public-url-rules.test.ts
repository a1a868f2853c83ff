import fc from "fast-check";
import { faultOfPublicUrl } from "../../src/outbound/public-url-rules";

const strict = { allowPrivate: false };

test.each([
  ["https://hooks.example.com/orders"],
  ["https://hooks.example.com:8443/orders?shop=1"],
  ["https://93.184.215.14/"],
  ["https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/"],
])("%s may be called", (url) => {
  expect(faultOfPublicUrl(url, strict)).toBeNull();
});

test.each([
  ["http://hooks.example.com/", "must begin with https://"],
  ["ftp://hooks.example.com/", "must begin with https://"],
  ["javascript:alert(1)", "must begin with https://"],
  ["file:///etc/passwd", "must begin with https://"],
  ["https://ada:secret@hooks.example.com/", "must have no user name or password in it"],
  ["https://ada@hooks.example.com/", "must have no user name or password in it"],
  ["", "is not a URL"],
  ["hooks.example.com", "is not a URL"],
  ["https://", "is not a URL"],
  ["https://hooks.example.com/\n", "is not a URL"],
  ["https://hooks.exa\tmple.com/", "is not a URL"],
  [" https://hooks.example.com/", "is not a URL"],
  ["https://hooks.example.com:99999/", "is not a URL"],
  ["https://256.256.256.256/", "is not a URL"],
])("%j may not: it %s", (url, fault) => {
  expect(faultOfPublicUrl(url, strict)).toBe(fault);
});

test.each([
  ["https://localhost/"],
  ["https://LOCALHOST/"],
  ["https://localhost./"],
  ["https://a.localhost/"],
  ["https://orders/"],
  ["https://catalog.shopeasy.internal/"],
  ["https://printer.local/"],
  ["https://127.0.0.1/"],
  ["https://127.0.0.1./"],
  ["https://127.1/"],
  ["https://2130706433/"],
  ["https://0x7f000001/"],
  ["https://0x7f.0.0.1/"],
  ["https://0177.0.0.1/"],
  ["https://①②⑦.⓪.⓪.①/"],
  ["https://0/"],
  ["https://2852039166/"],
  ["https://169.254.169.254/latest/meta-data/"],
  ["https://10.0.0.1/"],
  ["https://192.168.0.1:8443/"],
  ["https://[::1]/"],
  ["https://[::]/"],
  ["https://[0:0:0:0:0:0:0:1]/"],
  ["https://[::ffff:127.0.0.1]/"],
  ["https://[::ffff:169.254.169.254]/"],
  ["https://[64:ff9b::169.254.169.254]/"],
  ["https://[fd00:ec2::254]/"],
  ["https://[fe80::1]/"],
])("%s may not: it leads to no public address", (url) => {
  expect(faultOfPublicUrl(url, strict)).toBe("must lead to a public address");
});

test("where private addresses are allowed, http is too", () => {
  expect(faultOfPublicUrl("http://127.0.0.1:8000/hooks", { allowPrivate: true })).toBeNull();
  expect(faultOfPublicUrl("http://a:b@127.0.0.1:8000/hooks", { allowPrivate: true })).not.toBeNull();
  expect(faultOfPublicUrl("gopher://127.0.0.1/", { allowPrivate: true })).not.toBeNull();
});

test("nothing that can be written makes it fail", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => void faultOfPublicUrl(text, strict)));
});
