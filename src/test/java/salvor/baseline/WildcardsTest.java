package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conformance table of the product's one matcher. */
class WildcardsTest {
  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, /etc/passwd, true",
    "/etc/passwd, /etc/shadow, false",
    "/proc/⋯/stat, /proc/12/stat, true",
    "/proc/⋯/stat, /proc/12/task/stat, false",
    "/proc/⋯/stat, /proc//stat, false",
    "/app/*, /app/a, true",
    "/app/*, /app/a/b, true",
    "/app/*, /app, false",
    "/a/*/z, /a/z, true",
    "/a/*/z, /a/b/c/z, true",
    "/a/*/z, /a/b/c, false",
    "/a/**, /a/b, false",
    "/a*b, /axb, false",
    "/a*b, /a*b, true",
    "/a/⋯/*, /a/b, false",
    "/a/⋯/*, /a/b/c/d, true"
  })
  void matchesPaths(String pattern, String path, boolean matches) {
    assertThat(Wildcards.path(pattern, path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "stripe.com, Stripe.COM., true",
    "*.example.com, api.example.com, true",
    "*.example.com, example.com, false",
    "*.example.com, a.b.example.com, false",
    "example.*, example.com, true",
    "example.*, example.co.uk, true",
    "example.*, example, false",
    "**.example.com, api.example.com, false",
    "db.⋯.svc, db.shop.svc, true",
    "db.⋯.svc, db.a.b.svc, false",
    "fusioncore.ai, fusioncorе.ai, false"
  })
  void matchesNames(String pattern, String name, boolean matches) {
    assertThat(Wildcards.name(pattern, name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:1::5, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "*, 203.0.113.9, true",
    "10.0.0.0/33, 10.0.0.0, false",
    "10.0.0.0/x, 10.0.0.0, false",
    "localhost, 127.0.0.1, false",
    "::ffff:10.0.0.1, 10.0.0.1, true",
    "10.0.0.256/0, 10.0.0.1, false",
    "10.0.0.1./0, 10.0.0.1, false",
    "10.0.0.1.1/0, 10.0.0.1, false"
  })
  void matchesAddressesAndNeverAsksDns(String pattern, String address, boolean matches) {
    assertThat(Wildcards.address(pattern, address)).isEqualTo(matches);
  }

  @Test
  void matchesArgumentsOneByOneAndTakesAStarLiterally() {
    assertThat(Wildcards.arguments(List.of("-s", "⋯"), List.of("-s", "x"))).isTrue();
    assertThat(Wildcards.arguments(List.of("-s", "⋯"), List.of("-s", "x", "y"))).isFalse();
    assertThat(Wildcards.arguments(List.of("-c", "⋯⋯"), List.of("-c"))).isTrue();
    assertThat(Wildcards.arguments(List.of("-c", "⋯⋯"), List.of("-c", "a", "b"))).isTrue();
    assertThat(Wildcards.arguments(List.of("*"), List.of("x"))).isFalse();
    assertThat(Wildcards.arguments(List.of("*"), List.of("*"))).isTrue();
    assertThat(Wildcards.arguments(List.of("/proc/⋯/stat"), List.of("/proc/7/stat"))).isTrue();
    assertThat(Wildcards.arguments(List.of(), List.of("x"))).isFalse();
  }
}
