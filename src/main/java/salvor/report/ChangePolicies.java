package salvor.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import salvor.baseline.Profile;
import salvor.report.policy.Handover;
import salvor.report.policy.PodLabels;
import salvor.report.policy.PolicyDocument;
import salvor.report.policy.PolicyForm;
import salvor.review.ReviewedAct;

/**
 * The changed baselines of the workloads that the attacker was in, as policies of other tools: each
 * form with a file that says what it cannot hold and what has to be checked.
 */
final class ChangePolicies {
  private ChangePolicies() {}

  /** The texts of the files by their names, in these forms. */
  static Map<String, String> of(ReviewReport report, Set<PolicyForm> forms) {
    List<Profile> attacked =
        report.review().changed().stream()
            .filter(
                baseline -> report.review().acts().stream().anyMatch(act -> isOf(act, baseline)))
            .toList();
    PodLabels pods = new PodLabels(PodLabels.USUAL, report.evidence().inventory());
    Map<String, String> files = new LinkedHashMap<>();
    for (PolicyForm form : PolicyForm.values()) {
      if (attacked.isEmpty() || !forms.contains(form)) {
        continue;
      }
      Handover handover = form.of(attacked, pods);
      String folder = folder(form);
      for (PolicyDocument document : handover.documents()) {
        files.put(folder + document.file().replaceAll("[^A-Za-z0-9._-]", "-"), document.text());
      }
      StringWriter notes = new StringWriter();
      PrintWriter out = new PrintWriter(notes);
      new HandoverReport(form, handover).text(out);
      out.flush();
      files.put(folder + "notes.txt", notes.toString().replace("\r\n", "\n"));
    }
    return files;
  }

  /** Where the files of a form are. */
  static String folder(PolicyForm form) {
    return "policies/" + form.word() + "/";
  }

  private static boolean isOf(ReviewedAct act, Profile baseline) {
    Profile.Key key = baseline.key();
    return act.workload() != null
        && Objects.equals(act.workload().name(), key.workload())
        && (key.namespace() == null || key.namespace().equals(act.workload().namespace()))
        && (key.container() == null || key.container().equals(act.container()));
  }
}
