using System.Text.Json;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>Sources for decoder sessions.</summary>
internal static class Sources
{
    /// <summary>A source of token ids.</summary>
    public static PrefixSample Of(params int[] ids) =>
        new(ids, new int[ids.Length], [.. ids.Select(_ => Labels.Ignore)], new AttentionShape(AttentionKind.LeftToRight, ids.Length, ids.Length));

    /// <summary>The rows of a padded batch without their padding, on whichever side it stands.</summary>
    public static PrefixSample[] Of(JsonElement ids, JsonElement attentionMask) =>
    [
        .. ids.EnumerateArray().Zip(attentionMask.EnumerateArray(), (row, mask) =>
            Of([.. row.ToInts().Zip(mask.ToInts()).Where(pair => pair.Second == 1).Select(pair => pair.First)])),
    ];

    /// <summary>Options of sessions that need no other token than padding.</summary>
    public static DecoderSessionOptions Padded(int paddingId) => new()
    {
        SpecialTokens = new SpecialTokens { PaddingId = paddingId, UnknownId = 1, ClassificationId = 2, SeparatorId = 3, MaskId = 4 },
    };
}
