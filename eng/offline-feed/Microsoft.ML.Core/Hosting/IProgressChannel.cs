using System;
using System.Collections.Generic;

namespace Microsoft.ML.Runtime
{
    /// <summary>Opens channels for progress.</summary>
    public interface IProgressChannelProvider
    {
        IProgressChannel StartProgressChannel(string name);
    }

    /// <summary>Reports on one calculation: on demand through the action of the header, and at checkpoints.</summary>
    public interface IProgressChannel : IProgressChannelProvider, IDisposable
    {
        void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

        void Checkpoint(params double?[] values);
    }

    /// <summary>The report that the action of a progress channel fills in.</summary>
    public interface IProgressEntry
    {
        void SetProgress(int index, double value);

        void SetProgress(int index, double value, double lim);

        void SetMetric(int index, double value);
    }

    /// <summary>The names of what a calculation reports.</summary>
    public sealed class ProgressHeader
    {
        public readonly IReadOnlyList<string> UnitNames;
        public readonly IReadOnlyList<string> MetricNames;

        public ProgressHeader(string[] metricNames, string[] unitNames)
        {
            UnitNames = unitNames ?? [];
            MetricNames = metricNames ?? [];
        }

        public ProgressHeader(params string[] unitNames)
            : this(null, unitNames)
        {
        }
    }
}
