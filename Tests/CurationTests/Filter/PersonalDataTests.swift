import Bytes
import Testing

@Suite struct PersonalDataTests {
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
    FilterCase("empty", "", "pass"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "personal: {limits: {total: {max: 0}}}")
  }
}
