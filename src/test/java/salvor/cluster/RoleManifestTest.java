package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The roles that are shipped are those that Salvor asks for, and no more. */
class RoleManifestTest {
  private static Path shipped(Right.Use use) {
    return Path.of("packaging/rbac/" + use.name().toLowerCase(java.util.Locale.ROOT) + ".yaml");
  }

  /** Writes them anew, by hand, when the rights have changed. */
  static void main() throws Exception {
    for (Right.Use use : EnumSet.complementOf(EnumSet.of(Right.Use.CHECKPOINT))) {
      Files.writeString(shipped(use), RoleManifest.of(use));
    }
  }

  @Test
  void noRoleIsShippedForWhatIsMoreThanAllOthers() {
    assertThat(shipped(Right.Use.CHECKPOINT)).doesNotExist();
    assertThat(Right.of(Right.Use.CHECKPOINT)).containsExactly(Right.CREATE_NODE_PROXY);
  }

  @ParameterizedTest
  @EnumSource(value = Right.Use.class, mode = EnumSource.Mode.EXCLUDE, names = "CHECKPOINT")
  void theShippedRoleIsTheGeneratedOne(Right.Use use) throws Exception {
    assertThat(Files.readString(shipped(use)))
        .as("run the main method of this class and look at the difference")
        .isEqualTo(RoleManifest.of(use));
  }

  @ParameterizedTest
  @EnumSource(value = Right.Use.class, mode = EnumSource.Mode.EXCLUDE, names = "CHECKPOINT")
  @SuppressWarnings("unchecked")
  void theRoleHasEachRightOfItsUseAndNoOther(Right.Use use) {
    Map<String, Object> role =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build()).loadFromString(RoleManifest.of(use));
    List<String> granted = new ArrayList<>();
    for (Map<String, List<String>> rule : (List<Map<String, List<String>>>) role.get("rules")) {
      for (String verb : rule.get("verbs")) {
        granted.add(verb + " " + rule.get("apiGroups") + rule.get("resources"));
      }
    }
    assertThat(granted)
        .containsExactlyInAnyOrderElementsOf(
            Right.of(use).stream()
                .map(r ->
                    r.verb()
                        + " ["
                        + r.group()
                        + "]["
                        + r.resource()
                        + (r.subresource().isEmpty() ? "" : "/" + r.subresource())
                        + "]")
                .toList());
    assertThat(RoleManifest.of(use)).doesNotContain("*", "nodes/proxy");
    assertThat(RoleManifest.of(use).contains("secrets"))
        .as("whoever may list or get Secrets may read them")
        .isEqualTo(use == Right.Use.REVOKE);
  }
}
