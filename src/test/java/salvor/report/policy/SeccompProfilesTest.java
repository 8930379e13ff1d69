package salvor.report.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.ingest.seccomp.SeccompFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeccompProfilesTest {
  @TempDir Path folder;

  private static final Profile WEB =
      Baselines.stable(
          new Trait.Syscall("sendfile"),
          new Trait.Syscall("accept4"),
          new Trait.Syscall("mount"),
          new Trait.Syscall("read"),
          new Trait.Syscall("bad; name\n"),
          Baselines.exec("/bin/a"));

  @Test
  void allowsTheUnionOfTheBaselineAndTheRuntimeAndSaysSo() throws Exception {
    Handover handover = PolicyForm.SECCOMP.of(List.of(WEB), Baselines.PODS);
    JsonNode profile = new JsonMapper().readTree(handover.documents().getFirst().text());
    assertThat(profile.path("defaultAction").stringValue()).isEqualTo("SCMP_ACT_ERRNO");
    assertThat(profile.at("/syscalls/0/names").toString())
        .isEqualTo("[\"accept4\",\"mount\",\"read\",\"sendfile\"]");
    assertThat(profile.at("/syscalls/1/names").valueStream().map(JsonNode::stringValue))
        .hasSize(39)
        .contains("execve", "openat2", "statx")
        .doesNotContain("read");
    assertThat(Baselines.reasons(handover))
        .contains(
            "bad; name\n: it is no name of a system call",
            "/bin/a: a seccomp profile does not speak of programs");
    assertThat(handover.assumed())
        .anyMatch(a -> a.contains("the base profile runc-v1.4.2") && a.contains("40 calls"))
        .anyMatch(a -> a.contains("needs mount itself"));
  }

  @ParameterizedTest
  @EnumSource(FacetState.class)
  void refusesWhatWasNotLearnedToTheEnd(FacetState state) {
    Map<Facet, FacetState> states = Baselines.all(FacetState.STABLE);
    states.put(Facet.SYSCALL, state);
    Profile some = Baselines.of(Baselines.key("web", "app"), states, new Trait.Syscall("read"));
    Profile none = Baselines.of(Baselines.key("web", "app"), states);
    for (PolicyForm form : Set.of(PolicyForm.SECCOMP, PolicyForm.SPO_SECCOMP)) {
      boolean written = state == FacetState.STABLE;
      assertThat(form.of(List.of(some), Baselines.PODS).documents()).hasSize(written ? 1 : 0);
      assertThat(form.of(List.of(some), Baselines.PODS).refused()).hasSize(written ? 0 : 1);
      assertThat(form.of(List.of(none), Baselines.PODS).documents()).isEmpty();
      assertThat(form.of(List.of(none), Baselines.PODS).refused())
          .singleElement()
          .extracting(Handover.Refused::reason)
          .isEqualTo(
              (state == FacetState.STABLE || state == FacetState.NONE
                      ? "no system calls of it were recorded"
                      : "its system calls are " + state.name().toLowerCase(Locale.ROOT))
                  + ": a filter made of them would stop the workload");
    }
  }

  @Test
  void theOperatorsFormFitsItsSchemaAndKeepsTheSupport() throws Exception {
    Strict.assertFits(
        Strict.published("spo/crd-seccompprofile.yaml"),
        PolicyForm.SPO_SECCOMP.of(List.of(WEB), Baselines.PODS));
    Profile counted =
        new Profile(
            "web",
            WEB.key(),
            WEB.states(),
            List.of(
                new Element(
                    new Trait.Syscall("read"),
                    List.of("a 1"),
                    null,
                    null,
                    Set.of(),
                    List.of(),
                    List.of())),
            Unit.numbered("a", 3),
            List.of(),
            "salvor");
    assertThat(
            PolicyForm.SPO_SECCOMP
                .of(List.of(counted), Baselines.PODS)
                .documents()
                .getFirst()
                .content()
                .path("metadata")
                .path("annotations")
                .path("spo.x-k8s.io/syscall-coverage")
                .stringValue())
        .isEqualTo("{\"version\":\"v1\",\"total\":3,\"syscalls\":{\"read\":1}}");
  }

  @Test
  void readsBackTheUnion() throws Exception {
    Profile back =
        Baselines.reread(
                PolicyForm.SECCOMP.of(List.of(WEB), Baselines.PODS), folder, new SeccompFormat())
            .getFirst();
    assertThat(back.state(Facet.SYSCALL)).isEqualTo(FacetState.STABLE);
    assertThat(back.elements()).hasSize(43);
    assertThat(Baselines.traits(back)).contains("Syscall[name=sendfile]", "Syscall[name=statx]");
  }

  /** libseccomp's own resolver says -1 of a name that it does not know. */
  @Test
  void everyNameOfTheRuntimeIsASystemCall() throws Exception {
    JsonNode profile =
        new JsonMapper()
            .readTree(
                PolicyForm.SECCOMP.of(List.of(WEB), Baselines.PODS).documents().getFirst().text());
    assertThat(resolve("no_such_call")).isNegative();
    for (JsonNode entry : profile.path("syscalls")) {
      for (JsonNode name : entry.path("names")) {
        assertThat(resolve(name.stringValue())).as(name.stringValue()).isNotNegative();
      }
    }
  }

  private static int resolve(String name) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder("scmp_sys_resolver", "-a", "x86_64", name).start();
    } catch (IOException none) {
      assumeTrue(false, "scmp_sys_resolver is not installed (Debian package seccomp)");
      throw none;
    }
    try (var out = process.getInputStream()) {
      return Integer.parseInt(new String(out.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
