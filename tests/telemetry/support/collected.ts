import { context, metrics, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** One value of a metric with its attributes; of a histogram, how many values it has. */
export interface Point {
  name: string;
  attributes: Record<string, unknown>;
  value: number;
}

/** What the product measures in this process, kept in memory. */
export interface Collected {
  /** Reads all metrics, observable ones too. */
  points(name?: string): Promise<Point[]>;
  spans(): ReadableSpan[];
  forget(): void;
  stop(): Promise<void>;
}

/** Makes the SDK of OpenTelemetry the one of this process, until stop. */
export function collect(): Collected {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  const spans = new InMemorySpanExporter();
  const tracers = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  metrics.setGlobalMeterProvider(meters);
  tracers.register();
  return {
    async points(name) {
      exporter.reset();
      await meters.forceFlush();
      const found = exporter.getMetrics().flatMap(batch => batch.scopeMetrics.flatMap(scope => scope.metrics));
      return found
        .flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => ({ name: descriptor.name, attributes, value: plain(value) })),
        )
        .filter(point => name === undefined || point.name === name);
    },
    spans: () => spans.getFinishedSpans(),
    forget: () => spans.reset(),
    async stop() {
      metrics.disable();
      trace.disable();
      context.disable();
      await Promise.all([meters.shutdown(), tracers.shutdown()]);
    },
  };
}

function plain(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'count' in value ? Number(value.count) : Number.NaN;
}
