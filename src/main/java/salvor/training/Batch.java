package salvor.training;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs jobs, and starts those of CronJobs once the recording is over: until then the recording says
 * which there were.
 */
final class Batch {
  private static final String COMPONENT = "job-controller";
  private final ObjectStore store;
  private final ApiResource jobs;
  private final ApiResource cronJobs;
  private final ApiResource pods;
  private final Predicate<String> recorded;
  private final BooleanSupplier over;
  private final EventLog events;
  private Instant minute;

  Batch(
      ObjectStore store,
      ApiResources resources,
      Predicate<String> recorded,
      BooleanSupplier over,
      EventLog events) {
    this.store = store;
    this.jobs = resources.named("jobs");
    this.cronJobs = resources.named("cronjobs");
    this.pods = resources.named("pods");
    this.recorded = recorded;
    this.over = over;
    this.events = events;
    this.minute = store.time().truncatedTo(ChronoUnit.MINUTES);
  }

  /** Does what is due. */
  void work() {
    Instant now = store.time().truncatedTo(ChronoUnit.MINUTES);
    if (now.isAfter(minute)) {
      minute = now;
      if (over.getAsBoolean()) {
        store.list(cronJobs, "").forEach(cron -> start(cron, now));
      }
    }
    store.list(jobs, "").stream()
        .filter(job -> !recorded.test(World.uid(job)) && !isComplete(job))
        .forEach(this::run);
  }

  private void start(ObjectNode cron, Instant now) {
    if (cron.at("/spec/suspend").asBoolean(false)
        || !isDue(cron.at("/spec/schedule").asString(""), now)) {
      return;
    }
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    String name = name(cron) + "-" + now.getEpochSecond() / 60;
    job.putObject("metadata").put("name", name).put("namespace", namespace(cron));
    job.withObject("metadata").set("labels", cron.at("/spec/jobTemplate/metadata/labels"));
    job.set("spec", cron.at("/spec/jobTemplate/spec").deepCopy());
    if (store.find(jobs, namespace(cron), name).isEmpty()) {
      store.create(jobs, Pods.owned(job, cron));
      events.normal("cronjob-controller", cron, "SuccessfulCreate", "Created job " + name);
      store.change(
          cronJobs,
          namespace(cron),
          name(cron),
          started -> {
            started.withObject("status").put("lastScheduleTime", now.toString());
            return started;
          });
    }
    forget(cron);
  }

  /** Only so many jobs that are over are kept. */
  private void forget(ObjectNode cron) {
    List<ObjectNode> done =
        store.list(jobs, namespace(cron)).stream()
            .filter(job ->
                isComplete(job)
                    && job.at("/metadata/ownerReferences/0/uid")
                        .asString("")
                        .equals(World.uid(cron)))
            .sorted(Comparator.comparing(Batch::name))
            .toList();
    int kept = cron.at("/spec/successfulJobsHistoryLimit").asInt(3);
    done.stream()
        .limit(Math.max(0, done.size() - kept))
        .forEach(job -> store.delete(jobs, namespace(job), name(job)));
  }

  private void run(ObjectNode job) {
    Optional<ObjectNode> pod =
        store.list(pods, namespace(job)).stream()
            .filter(
                of -> of.at("/metadata/ownerReferences/0/uid").asString("").equals(World.uid(job)))
            .findFirst();
    if (pod.isEmpty()) {
      create(job);
    } else if (pod.get().at("/status/phase").asString("").equals("Succeeded")) {
      store.change(jobs, namespace(job), name(job), this::completed);
      events.normal(COMPONENT, job, "Completed", "Job completed");
    }
  }

  private void create(ObjectNode job) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    JsonNode template = job.at("/spec/template");
    String name = name(job) + "-" + SensorPods.hex().substring(0, 5);
    ObjectNode metadata = pod.putObject("metadata").put("name", name);
    metadata.put("namespace", namespace(job));
    if (template.at("/metadata/labels") instanceof ObjectNode labels) {
      metadata.set("labels", labels.deepCopy());
    }
    metadata.withObject("labels").put("job-name", name(job));
    pod.set("spec", template.path("spec").deepCopy());
    pod.putObject("status").put("phase", "Pending");
    store.create(pods, Pods.owned(pod, job));
    events.normal(COMPONENT, job, "SuccessfulCreate", "Created pod: " + name);
    store.change(
        jobs,
        namespace(job),
        name(job),
        started -> {
          started.withObject("status").put("active", 1).put("startTime", store.time().toString());
          return started;
        });
  }

  private ObjectNode completed(ObjectNode job) {
    ObjectNode status = job.withObject("status");
    status.remove("active");
    status.put("succeeded", 1).put("completionTime", store.time().toString());
    status.withArray("conditions").addObject().put("type", "Complete").put("status", "True");
    return job;
  }

  private static boolean isComplete(ObjectNode job) {
    return job.path("metadata").has("deletionTimestamp")
        || job.at("/status/conditions")
            .valueStream()
            .anyMatch(condition ->
                condition.path("type").asString("").matches("Complete|Failed")
                    && condition.path("status").asString("").equals("True"));
  }

  /** Whether a schedule of cron(8) names a minute, in UTC; one that cannot be read is never due. */
  static boolean isDue(String schedule, Instant time) {
    String[] part = schedule.strip().split("\\s+");
    ZonedDateTime at = time.atZone(ZoneOffset.UTC);
    return part.length == 5
        && fits(part[0], at.getMinute())
        && fits(part[1], at.getHour())
        && fits(part[2], at.getDayOfMonth())
        && fits(part[3], at.getMonthValue())
        && fits(part[4], at.getDayOfWeek().getValue() % 7);
  }

  private static boolean fits(String field, int value) {
    return Arrays.stream(field.split(","))
        .anyMatch(one ->
            one.equals("*")
                || (one.matches("\\d{1,2}") && Integer.parseInt(one) == value)
                || (one.matches("\\*/[1-9]\\d?")
                    && value % Integer.parseInt(one.substring(2)) == 0));
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asString("");
  }

  private static String namespace(ObjectNode object) {
    return object.path("metadata").path("namespace").asString("");
  }
}
