package salvor.training.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufTest {
  private static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] field(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] body(String apiVersion, String kind, byte[] raw) {
    byte[] type = join(field(1, apiVersion), field(2, kind));
    return join(new byte[] {'k', '8', 's', 0}, field(1, type), field(2, raw));
  }

  private static byte[] configMap() {
    byte[] metadata =
        join(field(1, "note"), field(2, ""), field(11, join(field(1, "app"), field(2, "web"))));
    return body(
        "v1", "ConfigMap", join(field(1, metadata), field(2, join(field(1, "a"), field(2, "b")))));
  }

  @Test
  void readsNamesLabelsAndMaps() {
    assertThat(Protobuf.read(configMap()))
        .isEqualTo(
            Json.of(
                "{apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'note', labels: {app: 'web'}},"
                    + " data: {a: 'b'}}"));
  }

  @Test
  void readsListsOfMessages() {
    byte[] container = join(field(1, "web"), field(2, "img"), field(3, "sh"), field(3, "-c"));
    byte[] template = field(2, field(2, container));
    byte[] spec = join(new byte[] {1 << 3, 3}, field(3, template));
    assertThat(Protobuf.read(body("apps/v1", "Deployment", field(2, spec))).path("spec"))
        .hasToString(
            Json.of(
                    "{replicas: 3, template: {spec: {containers: [{name: 'web', image: 'img', command:"
                        + " ['sh', '-c']}]}}}")
                .toString());
  }

  @Test
  void refusesABodyThatIsCutShortAnywhere() {
    byte[] whole = configMap();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(read(part)).as("cut to " + length).isIn("refused", "without metadata");
    }
  }

  /**
   * Between its two fields a body can end without anybody noticing; there is no name in it then.
   */
  private static String read(byte[] body) {
    try {
      return Protobuf.read(body).has("metadata") ? "whole" : "without metadata";
    } catch (ApiFailure failure) {
      return "refused";
    }
  }

  @Test
  void refusesHugeLengthsWithoutTakingMemory() {
    byte[] max = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
    byte[] minus = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);
    for (byte[] length : new byte[][] {max, minus, endless}) {
      byte[] body = join(new byte[] {'k', '8', 's', 0, 1 << 3 | 2}, length);
      assertThatThrownBy(() -> Protobuf.read(body)).isInstanceOf(ApiFailure.class);
    }
  }

  @Test
  void neverFailsOtherwiseThanByRefusing() {
    Random random = new Random(5);
    byte[] whole = configMap();
    for (int i = 0; i < 20_000; i++) {
      byte[] body = whole.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      try {
        Protobuf.read(body);
      } catch (ApiFailure expected) {
        assertThat(expected.code()).isBetween(400, 415);
      }
    }
  }

  @Test
  void refusesAKindThatItDoesNotKnow() {
    assertThatThrownBy(() -> Protobuf.read(body("v1", "Pod", new byte[0])))
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(415));
  }
}
