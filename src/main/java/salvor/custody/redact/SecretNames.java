package salvor.custody.redact;

import java.util.List;
import java.util.Set;

/** Tells names whose values are secret, however they are written: DB_PASSWORD, x-auth-token. */
final class SecretNames {
  private static final List<String> ENDINGS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "credential",
          "credentials",
          "authorization",
          "cookie",
          "dockerconfigjson",
          "dockercfg",
          "connectionstring");

  private static final Set<String> WHOLE = Set.of("pwd", "pass", "pw", "auth", "sessionid", "csrf");

  /** What people write where no value is, or where it comes from elsewhere. */
  private static final Set<String> NO_VALUES =
      Set.of("", "true", "false", "null", "none", "<none>", "-", "{}", "[]", "<nil>", "nil");

  private SecretNames() {}

  static boolean is(String name) {
    if (name.startsWith("apiserver.latency.k8s.io/")) {
      return false; // how long authorization took, in every audit event
    }
    StringBuilder low = new StringBuilder();
    for (int i = Math.max(0, name.length() - 64); i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        low.append((char) (c + 32));
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        low.append(c);
      }
    }
    String plain = low.toString();
    if (WHOLE.contains(plain)) {
      return !name.equals("PWD"); // the folder that a shell is in
    }
    String last = name.substring(Math.max(name.lastIndexOf('_'), name.lastIndexOf('-')) + 1);
    return ENDINGS.stream().anyMatch(plain::endsWith)
        || last.equals("PASS")
        || (last.equals("PWD") && !name.equals("OLDPWD") && last.length() < name.length());
  }

  /** Whether a value beside such a name is one: not empty, no reference, not taken out before. */
  static boolean isValue(String value) {
    return !NO_VALUES.contains(value)
        && !value.startsWith("$")
        && !value.startsWith(Secrets.MARK)
        && !value.startsWith("%(")
        && !value.startsWith("{{");
  }
}
