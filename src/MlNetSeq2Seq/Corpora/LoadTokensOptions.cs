using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Options of <see cref="TokenDataView"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoadTokensOptions
{
    /// <summary>The vocabulary that the ids must be of; null where it is not checked.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>Whether rows begin with [CLS] and end with [SEP], which <see cref="Vocabulary"/> then must have.</summary>
    public bool AddSpecialTokens { get; init; }

    /// <summary>Whether rows with special tokens begin with one, as those of BERT do and those of GPT-2 do not.</summary>
    public bool BeginsText { get; init; } = true;

    /// <summary>How the vocabulary writes its special tokens.</summary>
    public SpecialTokenNames SpecialTokenNames { get; init; } = new();

    /// <summary>The number of the first row, from 0: with <see cref="MaximumRows"/>, what stands before it is held out, or for another machine.</summary>
    public long FirstRow { get; init; }

    /// <summary>Most rows; null for all from <see cref="FirstRow"/> on.</summary>
    public long? MaximumRows { get; init; }

    /// <summary>The column for token ids, a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>The column for the number of each token's word, -1 for special tokens; a vector of Int32.</summary>
    public string WordIdsColumn { get; init; } = "WordIds";

    /// <summary>The column for the index of the first token of each sentence, a vector of Int32.</summary>
    public string SentenceStartsColumn { get; init; } = "SentenceStarts";
}
