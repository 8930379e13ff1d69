package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.workload.ImageDigest;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.Inventory;

/** Which statements are of one image is known by digests alone. */
class KnownImagesTest {
  private static final ImageDigest INDEX = digest('a');
  private static final ImageDigest ONE = digest('b');
  private static final ImageDigest OTHER = digest('c');
  private static final ImageDigest CONFIG = digest('d');

  private static ImageDigest digest(char digit) {
    return new ImageDigest("sha256:" + String.valueOf(digit).repeat(64));
  }

  private static ImageReport report(
      String tool, @Nullable String platform, ImageDigest... digests) {
    return new ImageReport(
        Origin.TRIVY,
        tool,
        null,
        0,
        0,
        List.of(digests),
        List.of("app:1"),
        platform,
        null,
        true,
        true,
        List.of(),
        List.of(),
        List.of());
  }

  private static KnownImages known(ImageReport... reports) {
    return KnownImages.of(
        new Inventory(
            List.of(), List.of(), Map.of(), List.of(), Arrays.asList(reports), List.of()));
  }

  private static List<String> tools(KnownImages.@Nullable Known known) {
    return known == null ? List.of() : known.reports().stream().map(ImageReport::tool).toList();
  }

  @Test
  void statementsThatShareADigestAreOfOneImageAndSoOn() {
    KnownImages known =
        known(
            report("a", "linux/amd64", INDEX, ONE),
            report("b", "linux/amd64", ONE, CONFIG),
            report("c", null, OTHER, CONFIG),
            report("d", null, INDEX));
    assertThat(tools(known.find(ONE))).containsExactly("a", "b", "d");
    assertThat(tools(known.find(INDEX))).containsExactly("a", "b", "d");
    assertThat(tools(known.find(OTHER))).as("its platform is not told").containsExactly("c");
    assertThat(tools(known.find(CONFIG))).as("that may be an index").containsExactly("b", "c");
    assertThat(known.all()).hasSize(2);
  }

  @Test
  void anUnknownDigestStaysUnknownWhateverTheTag() {
    KnownImages known = known(report("a", null, ONE), report("none", null));
    assertThat(known.find(OTHER)).isNull();
    assertThat(known.find(null)).isNull();
    assertThat(known.all()).as("the same tag joins nothing").hasSize(2);
  }

  @Test
  void anIndexDoesNotJoinImagesOfTwoPlatforms() {
    KnownImages known =
        known(
            report("plain", null, INDEX),
            report("amd", "linux/amd64", INDEX, ONE),
            report("arm", "linux/arm64", INDEX, OTHER));
    assertThat(tools(known.find(ONE))).containsExactly("amd");
    assertThat(tools(known.find(OTHER))).containsExactly("arm");
    KnownImages.Known either = known.find(INDEX);
    assertThat(tools(either)).containsExactly("plain", "amd", "arm");
    assertThat(either).isNotNull();
    assertThat(either.severalPlatforms()).isTrue();
  }

  @Test
  void anIndexJoinsWhatIsOfOnePlatform() {
    KnownImages known =
        known(report("a", "linux/amd64", INDEX, ONE), report("b", "linux/amd64", INDEX, CONFIG));
    assertThat(tools(known.find(CONFIG))).containsExactly("a", "b");
  }
}
