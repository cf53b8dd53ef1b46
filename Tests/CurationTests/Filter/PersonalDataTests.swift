import Bytes
import Testing

@Suite struct PersonalDataTests {
  /// Random letters and digits, so that no key stands in the source.
  private static let random = "q7Zr2Kp9Xw4Tn6Vb8Ls3Hd5Gm1Jf0Yc"

  @Test(arguments: [
    FilterCase("GitHub", "gh" + "r_" + random + "Ab12", "fail"),
    FilterCase("Slack", "xo" + "xa-2-" + random, "fail"),
    FilterCase(
      "a hook of Slack", "https://hooks.slack.com/services/" + "T0A1B2C3D/B4E5F6G7H/" + random,
      "fail"),
    FilterCase("the hooks of Slack", "see https://hooks.slack.com/services/ for them", "pass"),
    FilterCase("a hub", "hf" + "_" + random + "Ab", "fail"),
    FilterCase("a payment key of tests", "sk" + "_test_" + random, "fail"),
    FilterCase("a word that begins so", "a task_test_suite_of_many_parts_2024_v1", "pass"),
    FilterCase("a package index", "py" + "pi-AgE" + random + random, "fail"),
    FilterCase(
      "a web token", "eyJ" + "0eXAiOiJKV1Qi.eyJ" + "zdWIiOiI0Mi.q7Zr2Kp9Xw4Tn6", "fail"),
    FilterCase("half of a web token", "eyJ0eXAiOiJKV1Qi is its header", "pass"),
    FilterCase("AWS, an assignment", "aws_secret_access_key = " + awsSecret, "fail"),
    FilterCase("AWS, in JSON", "{\"SecretAccessKey\": \"\(awsSecret)\"}", "fail"),
    FilterCase("AWS, in a shell", "export AWS_SECRET_ACCESS_KEY=" + awsSecret, "fail"),
    FilterCase("AWS, in a sentence", "The secret access key is `\(awsSecret)`.", "fail"),
    FilterCase("AWS, no value", "Set AWS_SECRET_ACCESS_KEY to your own key.", "pass"),
    FilterCase("AWS, a placeholder", "aws_secret_access_key = YOUR_SECRET_ACCESS_KEY_123", "pass"),
    FilterCase("the same value without a name", "the checksum is " + awsSecret, "pass"),
    FilterCase("a hash", "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "pass"),
    FilterCase("a client's secret", "client_secret: \"" + random + "\"", "fail"),
    FilterCase("a bearer", "Authorization: Bearer " + random, "fail"),
    FilterCase("the bearer", "the bearer of this extraordinarily-long-winded-title-2024", "pass"),
    FilterCase("a key of an interface", "x-api-key: " + random, "fail"),
    FilterCase("from the environment", "api_key = os.environ['OPENAI_API_KEY_2024']", "pass"),
    FilterCase("a made-up key", "api_key=\"abcdef1234567890abcdef1234567890\"", "pass"),
    FilterCase("an encrypted key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE", "fail"),
    FilterCase("a key of PGP", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF", "fail"),
    FilterCase("a key in JSON", "\"-----BEGIN PRIVATE KEY-----\\nMIIE\"", "fail"),
    FilterCase("a public key", "-----BEGIN PUBLIC KEY-----\nMIIB", "pass"),
    FilterCase("a key that is spoken of", "It begins with `-----BEGIN PRIVATE KEY-----`.", "pass"),
    FilterCase("a key left out", "-----BEGIN PRIVATE KEY-----\n...\n-----END", "pass"),
    FilterCase("a password", "postgres://app:tR7vQ2mz@db.acme-corp.io:5432/x", "fail"),
    FilterCase("a password with signs", "amqp://app:tR7!vQ#2@queue.acme.io", "fail"),
    FilterCase("a made-up password", "postgres://user:password@db.acme.io/x", "pass"),
    FilterCase("a local one", "redis://app:tR7vQ2mz@localhost:6379", "pass"),
    FilterCase("one to fill in", "mongodb+srv://<user>:<password>@cluster0.mongodb.net", "pass"),
    FilterCase("a port", "http://a.example:8080/@user", "pass"),
  ])
  func keys(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "personal: {limits: {total: {max: 0}}}")
  }

  private static let awsSecret = "vT3q/Kz8WmXc1pLr+Yb5NsDg7HfJ2uAe9RoQ4iVx"

  @Test(arguments: [
    FilterCase("whole", "at 2606:4700:3033:0000:0000:6815:0b0c:1a2b now", "fail"),
    FilterCase("shortened", "at 2a00:1450:4001:82a::200e.", "fail"),
    FilterCase("in brackets", "http://[2607:f8b0:4005:805::200e]/", "fail"),
    FilterCase("capitals", "2A02:8108:1:2:3:4:5:6", "fail"),
    FilterCase("two groups", "ping 2600::aaaa", "fail"),
    FilterCase("for documentation", "2001:db8:85a3::8a2e:370:7334 and 2001:0db8::1", "pass"),
    FilterCase("local", "fe80::1ff:fe23:4567:890a, fd12:3456:789a:1::1, ::1", "pass"),
    FilterCase("a time", "2024-01-15 20:30:45 and 2012:10:11", "pass"),
    FilterCase("hardware", "20:3a:4b:5c:6d:7e and 2001:3a4b", "pass"),
    FilterCase("a name of C++", "std::vector and Face::add and 2001::", "pass"),
    FilterCase("seven groups", "2001:1:2:3:4:5:6", "pass"),
    FilterCase("nine groups", "2001:1:2:3:4:5:6:7:8", "pass"),
    FilterCase("two gaps", "2001::1::2", "pass"),
    FilterCase("a network", "the block 2600:1f00::/24", "pass"),
    FilterCase("a ratio", "2000:3000:4000", "pass"),
    FilterCase("with a zone of text", "2001:4860:4860::8888zz", "pass"),
  ])
  func networkAddresses(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "personal: {limits: {networkAddresses: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("plain", "It is 4.", "pass"),
    FilterCase("a mail address", "Write to hannah.brook81@mailbox-nine.com.", "fail"),
    FilterCase(
      "in an example's domain", "Write to jane@example.com or a@mail.example.org.", "pass"),
    FilterCase("a decorator", "@property\ndef f(self): pass", "pass"),
    FilterCase("a package", "npm install left@1.2.3", "pass"),
    FilterCase("a repository", "git clone git@github.com:a/b.git", "pass"),
    FilterCase(
      "an address of the prompt", "It is ann@post.net.", "pass",
      fields: ["prompt": "My address is ann@post.net"]),
    FilterCase("international telephone", "Call +49 (30) 1234 5678 now.", "fail"),
    FilterCase("North America", "My number is +1 (415) 555-0137, call me.", "fail"),
    FilterCase("without a country", "Dial (415) 555-0137.", "fail"),
    FilterCase("with hyphens", "Dial 415-555-0137.", "fail"),
    FilterCase("named", "Her phone: 030 1234 5678", "fail"),
    FilterCase("a sum", "123456789 + 987654321 = 1111111110", "pass"),
    FilterCase("a list", "1 2 3 4 5 6 7 8 9 10 11 12", "pass"),
    FilterCase("decimals", "3.14159265358979 and 2.718281828459045", "pass"),
    FilterCase("an equation", "x = 100-200-3000", "pass"),
    FilterCase("a date", "on 2024-01-15 10:30 and 2024-01-16", "pass"),
    FilterCase("a card", "Use 4111 1111 1111 1111.", "fail"),
    FilterCase("fails Luhn", "Use 4111 1111 1111 1112.", "pass"),
    FilterCase("a long number", "2^52 = 4503599627370496", "pass"),
    FilterCase("a named card", "card number 4111111111111111", "fail"),
    FilterCase("an account", "Send it to GB82 WEST 1234 5698 7654 32.", "fail"),
    FilterCase("an account in one", "DE89370400440532013000 IS MINE", "fail"),
    FilterCase("a wrong account", "GB82 WEST 1234 5698 7654 33", "pass"),
    FilterCase("social security", "It is 219-09-9999.", "fail"),
    FilterCase("never issued", "It is 000-09-9999.", "pass"),
    FilterCase("a network address", "at 93.184.216.34 now", "fail"),
    FilterCase("at the end of a sentence", "It came from 81.4.5.6.", "fail"),
    FilterCase("private", "at 192.168.100.14 and 10.20.30.40", "pass"),
    FilterCase("for documentation", "at 203.0.113.77", "pass"),
    FilterCase("a section", "see 1.2.3.4", "pass"),
    FilterCase("a version", "version 10.12.13.14", "pass"),
    FilterCase("a key", "sk-a1B2c3D4e5F6g7H8i9J0k1L2", "fail"),
    FilterCase("a placeholder", "sk-your-api-key-goes-here-now", "pass"),
    FilterCase("a word", "a risk-averse and task-oriented-2024-person", "pass"),
    FilterCase("a private key", "-----BEGIN RSA PRIVATE KEY-----\nMII", "fail"),
    FilterCase("an access key", "AKIAIOSFODNN7EXAMPLE", "fail"),
    FilterCase("a decorator inside JSON", "\\n\\n@pytest.mark.parametrize", "pass"),
    FilterCase("an image", "icon@2.png", "pass"),
    FilterCase("a telephone of a story", "the phone can hold 10800-2500=8300", "pass"),
    FilterCase("signed decimals", "a = ( -7.419 +8.225)/0.6931 = 1.162", "pass"),
    FilterCase("an address and its port", "The IP 8.8.4.4:443 answers.", "fail"),
    FilterCase("a section of a law", "see section 12.3.4.5 of it", "pass"),
    FilterCase("a browser", "Gecko/20100101 firefox/115.0.10.20", "pass"),
    FilterCase("an address of a page", "http://93.184.216.34/index", "fail"),
    FilterCase("a package of words", "sk-learn-is-a-python-package-1", "pass"),
    FilterCase("a mobile number", "Call me on 0176 12345678.", "fail"),
    FilterCase("a book", "ISBN 978-3-16-148410-0", "pass"),
    FilterCase("an order", "order number 4929-1234-5678-0000", "pass"),
    FilterCase("a fingerprint", "SHA 9f86d081884c7d659a2feaa0c55ad015", "pass"),
    FilterCase("a table", "| 100 | 200 | 3000 |", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "personal: {limits: {total: {max: 0}}}")
  }
}
