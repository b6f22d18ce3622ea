using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Decoding;

/// <summary>When a source is done whose finished hypotheses are pooled. The pool must be full in any case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BeamStopping>))]
public enum BeamStopping
{
    /// <summary>As soon as the pool is full.</summary>
    PoolIsFull,

    /// <summary>
    /// When no unfinished hypothesis, if it ended now, were better than the worst of the pool. With a length penalty a guess.
    /// </summary>
    NothingBetterNow,

    /// <summary>When no unfinished hypothesis, at whatever length it ends, can become better than the worst of the pool.</summary>
    NothingBetterPossible,
}
