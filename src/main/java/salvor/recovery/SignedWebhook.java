package salvor.recovery;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import salvor.recovery.SecretRef.Secret;
import salvor.workload.ImageDigest;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Anything that takes a signed request: HMAC-SHA256 (RFC 2104) over the time, a dot and the body,
 * so that neither can be changed, and an old request can be told from a new one.
 */
final class SignedWebhook implements HotfixPipeline {
  /** Seconds since 1970, as they are signed. */
  static final String TIME = "X-Salvor-Timestamp";

  /** {@code sha256=} and 64 hexadecimal digits. */
  static final String SIGNATURE = "X-Salvor-Signature";

  private final HotfixSettings.Webhook settings;
  private final ImageDigest bad;
  private final PipelineHttp http;
  private final Map<String, String> environment;

  SignedWebhook(
      HotfixSettings.Webhook settings,
      ImageDigest bad,
      PipelineHttp http,
      Map<String, String> environment) {
    this.settings = settings;
    this.bad = bad;
    this.http = http;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public PipelineRun trigger(String mark, Instant at) throws PipelineFailure {
    Secret key = settings.key().read(environment);
    byte[] body =
        PipelineHttp.bytes(
            JsonNodeFactory.instance
                .objectNode()
                .put("version", 1)
                .put("event", "hotfix")
                .put("mark", mark)
                .put("badDigest", bad.value())
                .put("time", at.toString()));
    String time = Long.toString(at.getEpochSecond());
    http.post(
        settings.url(),
        Map.of(TIME, time, SIGNATURE, "sha256=" + signature(key, time, body)),
        body,
        key);
    return new PipelineRun(mark, at, null, null);
  }

  private static String signature(Secret key, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public PipelineState look(PipelineRun run) {
    return new PipelineState.Unwatched(run);
  }

  @Override
  public void cancel(PipelineRun run) throws PipelineFailure {
    throw new PipelineFailure(new PipelineTrouble.CannotDo());
  }
}
