package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import salvor.cluster.Confirmed;
import salvor.cluster.ExecPlugin;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.LogIn;
import salvor.cluster.OidcRenewal;
import salvor.cluster.Secrets;
import salvor.evidence.Visible;

/** The contexts of kubeconfigs, for people and machines. No secret is told. */
public final class ContextsReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final Kubeconfigs configs;
  private final Confirmed confirmed;

  /** Of what was read; plugins that were confirmed are told as such. */
  public ContextsReport(Kubeconfigs configs, Confirmed confirmed) {
    this.configs = configs;
    this.confirmed = confirmed;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("contexts.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.texts("files", configs.files().stream().map(Object::toString).toList());
          json.text("current", configs.current());
          json.texts(
              "problems", configs.problems().stream().map(KubeconfigWords::problem).toList());
          json.objects("contexts", configs.contexts(), context -> context(json, context));
        });
  }

  private void context(JsonDocument json, KubeContext context) {
    json.text("name", context.name());
    json.text("file", context.file().toString());
    json.text("cluster", context.cluster());
    json.text("server", context.server());
    json.text("namespace", context.namespace());
    json.text("user", context.user());
    json.text("credentials", ClusterWords.credentials(context));
    json.is("serverVerified", !context.unverified());
    json.text("proxy", Secrets.address(context.proxy()));
    ExecPlugin plugin = context.plugin().orElse(null);
    json.text("plugin", plugin == null ? null : ClusterWords.command(plugin));
    json.text("pluginFingerprint", plugin == null ? null : plugin.fingerprint());
    json.is("pluginConfirmed", plugin != null && confirmed.allows(plugin, context.origin()));
    OidcRenewal renewal = context.logIn().orElse(null) instanceof OidcRenewal r ? r : null;
    json.text("renewal", renewal == null ? null : LogInWords.act(renewal));
    json.text("renewalFingerprint", renewal == null ? null : renewal.fingerprint());
    json.is("renewalConfirmed", renewal != null && confirmed.allows(renewal, context.origin()));
    json.texts("problems", context.problems().stream().map(KubeconfigWords::problem).toList());
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    for (KubeContext context : configs.contexts()) {
      boolean current = context.name().equals(configs.current());
      out.println((current ? "* " : "  ") + v(context.name()));
      line(out, "cluster", context.cluster() + "  " + context.server());
      if (context.unverified()) {
        out.println("      the server's certificate is not checked: anybody may be in between");
      }
      line(out, "namespace", context.namespace());
      line(out, "user", context.user());
      out.println("    known by    " + ClusterWords.credentials(context));
      context.logIn().ifPresent(act -> logIn(out, context, act));
      line(out, "proxy", Secrets.address(context.proxy()));
      context.problems().forEach(p -> out.println("    ! " + KubeconfigWords.problem(p)));
    }
    configs.problems().forEach(p -> out.println("! " + KubeconfigWords.problem(p)));
    out.flush();
  }

  private void logIn(PrintWriter out, KubeContext context, LogIn act) {
    String does = act instanceof ExecPlugin ? "would run   " : "would renew ";
    out.println("    " + does + LogInWords.act(act));
    out.println(
        "                "
            + act.fingerprint().substring(0, 12)
            + (confirmed.allows(act, context.origin()) ? ", confirmed" : ", not confirmed"));
  }

  private static void line(PrintWriter out, String name, String value) {
    if (!value.isBlank()) {
      out.println("    " + name + " ".repeat(12 - name.length()) + v(value));
    }
  }

  private static String v(String hostile) {
    return Visible.text(hostile, 300);
  }
}
