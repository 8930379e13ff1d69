package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.RoleManifest;
import salvor.evidence.Visible;

/** What may be done in a cluster and which verb is missing, for people and machines. */
public final class RightsReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final Rights rights;

  /** Of what the cluster said. */
  public RightsReport(KubeContext context, Greeting greeting, Rights rights) {
    this.context = context;
    this.greeting = greeting;
    this.rights = rights;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("rights.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("serverVersion", greeting.version());
          json.text("user", greeting.user());
          json.text("practice", greeting.practice().name().toLowerCase(Locale.ROOT));
          json.number("clockAheadSeconds", greeting.ahead().toSeconds());
          json.text("namespace", rights.namespace());
          json.objects("uses", List.of(Right.Use.values()), use -> use(json, use));
        });
  }

  private void use(JsonDocument json, Right.Use use) {
    json.text("use", use.name().toLowerCase(Locale.ROOT));
    json.is("allowed", rights.missing(use).isEmpty());
    json.objects(
        "rights",
        Right.of(use),
        right -> {
          json.text("verb", right.verb());
          json.text("resource", right.target());
          json.text("answer", answer(right));
          json.text("why", why(right));
        });
  }

  private String answer(Right right) {
    return switch (rights.answers().get(right)) {
      case Rights.Answer.Allowed() -> "allowed";
      case Rights.Answer.Denied(String reason) -> "denied";
      case Rights.Answer.Unknown(var why) -> "unknown";
      case null -> "unknown";
    };
  }

  private String why(Right right) {
    return switch (rights.answers().get(right)) {
      case Rights.Answer.Allowed() -> "";
      case Rights.Answer.Denied(String reason) -> reason;
      case Rights.Answer.Unknown(var why) -> ClusterWords.trouble(why);
      case null -> "not asked";
    };
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    out.println(
        rights.namespace().isEmpty()
            ? "Asked for all namespaces."
            : "Asked for the namespace " + Visible.text(rights.namespace(), 80) + ".");
    for (Right.Use use : Right.Use.values()) {
      List<Right> missing = rights.missing(use);
      String name = use.name().toLowerCase(Locale.ROOT);
      out.println();
      out.println(
          name
              + " ".repeat(11 - name.length())
              + (missing.isEmpty()
                  ? "everything is allowed"
                  : missing.size() == Right.of(use).size()
                      ? "nothing is allowed; missing:"
                      : "missing:"));
      for (Right right : missing) {
        out.println(
            "  "
                + right.verb()
                + " "
                + right.target()
                + (answer(right).equals("unknown")
                    ? "  (not known: " + Visible.text(why(right), 160) + ")"
                    : ""));
      }
      if (!missing.isEmpty()) {
        out.println(
            use == Right.Use.CHECKPOINT
                ? "  no role of packaging/rbac has it: it is as much as a shell in every pod of every node"
                : "  the role "
                    + RoleManifest.name(use)
                    + " of packaging/rbac/"
                    + name
                    + ".yaml has them");
      }
    }
    out.flush();
  }
}
