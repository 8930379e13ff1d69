package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.collection.ArchiveEnd;
import salvor.collection.Attempt;
import salvor.collection.Collection;
import salvor.collection.CollectionPlan;
import salvor.collection.Continuity;
import salvor.collection.SealedCollection;
import salvor.collection.Taken;
import salvor.evidence.Visible;

/** What will be taken from pods, and what came of it, for people and machines. */
public final class CollectionReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final CollectionPlan plan;
  private final Collection.@Nullable Result result;
  private final @Nullable SealedCollection sealed;
  private final @Nullable SealKey key;

  /**
   * Of a plan.
   *
   * @param result what came of it; null where it was not run
   * @param sealed what it was sealed into; null where it was not
   * @param key by which the bundle is signed; null where it is not
   */
  public CollectionReport(
      KubeContext context,
      Greeting greeting,
      CollectionPlan plan,
      Collection.@Nullable Result result,
      @Nullable SealedCollection sealed,
      @Nullable SealKey key) {
    this.key = key;
    this.context = context;
    this.greeting = greeting;
    this.plan = plan;
    this.result = result;
    this.sealed = sealed;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("collect.schema.json");
  }

  /** The plan; once it was run, what came of it alone: the plan was shown before. */
  @Override
  public void text(PrintWriter out, boolean colour) {
    if (result == null) {
      plan(out);
    } else {
      taken(out, result);
    }
  }

  private void plan(PrintWriter out) {
    for (CollectionPlan.OfPod pod : plan.pods()) {
      out.println("Pod " + v(pod.namespace() + "/" + pod.name()) + " on " + v(pod.node()));
      for (String target : pod.targets()) {
        out.println("  Into container " + v(target) + ":");
        pod.tried()
            .getOrDefault(target, List.of())
            .forEach(attempt -> out.println("    " + CollectionWords.attempt(attempt)));
        if (pod.isAsked() && !pod.isReached(target)) {
          out.println("    so only by what its image has itself, and by the API");
        }
      }
      out.println("  Takes, in this order:");
      CollectionWords.items(pod.items()).forEach(line -> out.println("    " + line));
      out.println(
          pod.footprint().isEmpty()
              ? "  Leaves nothing behind in the pod."
              : "  Stays behind, for as long as the pod lives:");
      pod.footprint().forEach(each -> out.println("    " + v(each)));
    }
    if (plan.wish().checkpoint()) {
      out.println(CollectionWords.checkpoint(plan.wish()));
    }
    if (!plan.missing().isEmpty()) {
      out.println("You may not " + ContainmentWords.rights(plan.missing()) + ".");
    }
    out.println(SealKey.sentence(key));
    out.println("So far nothing was taken.");
  }

  private void taken(PrintWriter out, Collection.Result done) {
    done.attempts()
        .forEach((container, attempts) ->
            attempts.stream()
                .filter(attempt -> !attempt.isUsable())
                .forEach(attempt ->
                    out.println(v(container) + ": " + CollectionWords.attempt(attempt))));
    long unknown =
        done.taken().stream().filter(each -> each.result() == Taken.Result.NOT_SERVED).count();
    if (unknown > 0) {
      out.println(
          "Kinds of policies that the cluster does not know, asked for in vain: " + unknown);
    }
    for (Taken each : done.taken()) {
      if (each.result() == Taken.Result.NOT_SERVED) {
        continue;
      }
      out.println(
          v(each.namespace() + "/" + each.pod())
              + " "
              + CollectionWords.item(each.item())
              + ": "
              + CollectionWords.taken(each));
    }
    done.continuity().forEach(each -> out.println(CollectionWords.continuity(each)));
    if (done.cancelled()) {
      out.println("It was cancelled: the rest was not taken.");
    }
    if (sealed != null) {
      out.println("Sealed into " + v(sealed.bundle().path().toString()));
      out.println(
          BundleWords.name(sealed.check().standing())
              + ": "
              + BundleWords.sentence(sealed.check().standing()));
    }
  }

  private static String v(String text) {
    return Visible.text(text, 400);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("practice", word(greeting.practice()));
          json.text("toolbox", plan.wish().image().reference());
          json.objects("pods", plan.pods(), pod -> pod(json, pod));
          json.objects(
              "missingRights",
              plan.missing(),
              right -> {
                json.text("verb", right.verb());
                json.text("resource", right.target());
              });
          json.is("ran", result != null);
          json.objects(
              "brought",
              flat(result == null ? Map.of() : result.attempts()),
              each -> attempt(json, each.container(), each.attempt()));
          json.objects(
              "taken", result == null ? List.<Taken>of() : result.taken(), t -> taken(json, t));
          json.objects(
              "containers",
              result == null ? List.<Continuity>of() : result.continuity(),
              each -> continuity(json, each));
          json.is("cancelled", result != null && result.cancelled());
          json.text("key", key == null ? null : key.file());
          json.is("keyIsNew", key != null && key.isNew());
          json.text("passphrase", key == null ? "none" : word(key.from()));
          json.text("bundle", sealed == null ? null : sealed.bundle().path().toString());
          json.text("standing", sealed == null ? null : word(sealed.check().standing()));
        });
  }

  private static void continuity(JsonDocument json, Continuity of) {
    json.text("namespace", of.namespace());
    json.text("pod", of.pod());
    json.text("container", of.container());
    json.is("same", of.isSame());
    json.text("idBefore", of.before().containerId());
    json.text("idAfter", of.after().containerId());
    json.number("restartsBefore", of.before().restarts());
    json.number("restartsAfter", of.after().restarts());
  }

  private record Tried(String container, Attempt attempt) {}

  private static List<Tried> flat(Map<String, List<Attempt>> attempts) {
    return new TreeMap<>(attempts)
        .entrySet().stream()
            .flatMap(
                each -> each.getValue().stream().map(attempt -> new Tried(each.getKey(), attempt)))
            .toList();
  }

  private static void pod(JsonDocument json, CollectionPlan.OfPod pod) {
    json.text("namespace", pod.namespace());
    json.text("name", pod.name());
    json.text("uid", pod.uid());
    json.text("node", pod.node());
    json.texts("containers", pod.targets());
    json.objects("tried", flat(pod.tried()), t -> attempt(json, t.container(), t.attempt()));
    json.objects(
        "items",
        pod.items(),
        item -> {
          json.text("kind", word(item.kind()));
          json.text("container", item.container());
          json.text("file", item.file());
          json.texts("argv", item.argv());
        });
    json.texts("footprint", pod.footprint());
  }

  private static void attempt(JsonDocument json, String container, Attempt attempt) {
    json.text("container", container);
    json.text("way", word(attempt.rung()));
    json.text("result", word(attempt.result()));
    json.text("words", CollectionWords.attempt(attempt));
  }

  private static void taken(JsonDocument json, Taken taken) {
    json.text("namespace", taken.namespace());
    json.text("pod", taken.pod());
    json.text("kind", word(taken.item().kind()));
    json.text("container", taken.item().container());
    json.text("result", word(taken.result()));
    json.text("path", taken.isFile() ? taken.path() : null);
    json.number("size", taken.size());
    json.text("sha256", taken.isFile() ? taken.sha256() : null);
    json.is("truncated", taken.truncated());
    json.number("exitCode", taken.exit());
    ArchiveEnd end = taken.end();
    json.text("archive", end == null ? null : word(end.state()));
    json.texts("leftOut", end == null ? List.of() : end.reasons());
    json.text("words", CollectionWords.taken(taken));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
