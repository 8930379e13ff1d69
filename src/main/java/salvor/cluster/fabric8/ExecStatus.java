package salvor.cluster.fabric8;

import java.nio.charset.StandardCharsets;
import salvor.cluster.Exec.End;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the final {@code Status} of a program says of its end. */
final class ExecStatus {
  private ExecStatus() {}

  /** How the program ended; what is no such status is told verbatim. */
  static End of(byte[] said) {
    try {
      JsonNode status = JsonMapper.shared().readTree(said);
      if (status.isObject()) {
        return end(status, said);
      }
    } catch (JacksonException e) {
      // told verbatim, as everything else that is no status
    }
    return new End.NotRun("", new String(said, StandardCharsets.UTF_8));
  }

  private static End end(JsonNode status, byte[] said) {
    if (status.path("status").asString("").equals("Success")) {
      return new End.Exited(0);
    }
    String reason = status.path("reason").asString("");
    if (reason.equals("NonZeroExitCode")) {
      for (JsonNode cause : status.path("details").path("causes")) {
        String code = cause.path("message").asString("");
        if (cause.path("reason").asString("").equals("ExitCode") && code.matches("-?\\d{1,9}")) {
          return new End.Exited(Integer.parseInt(code));
        }
      }
    }
    String message = status.path("message").asString("");
    return new End.NotRun(
        reason, message.isEmpty() ? new String(said, StandardCharsets.UTF_8) : message);
  }
}
