using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>What the options of all pairings share, each of which makes one sequence of the sentences of a row.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public abstract record SentencePairOptions
{
    private protected SentencePairOptions()
    {
    }

    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public BertTextTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>How jieba finds the words of <see cref="WordIdsColumn"/>; null for WordPiece's own, in which an ideograph is a word.</summary>
    public JiebaWordSegmenterOptions? Segmenter { get; init; } = new();

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 512;

    /// <summary>
    /// Passages from which sentences of other documents are taken, where these are needed. null lets Fit sample them from the data; they
    /// are saved with the pipeline, so that a row does not need its neighbours.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>>? ForeignPassages { get; init; }

    /// <summary>Most passages that Fit samples, a document each; the more there are, the less can be learnt by heart.</summary>
    public int PassageCount { get; init; } = 4096;

    /// <summary>Most sentences of such a passage.</summary>
    public int PassageSentences { get; init; } = 8;

    /// <summary>The column that is read, neighbouring sentences of one document; a vector of text.</summary>
    public string SentencesColumn { get; init; } = "Sentences";

    /// <summary>Token ids, a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>The number of each token's word, -1 for special tokens; a vector of Int32.</summary>
    public string WordIdsColumn { get; init; } = "WordIds";

    /// <summary>0 for the first part, 1 for the second; a vector of Int32.</summary>
    public string SegmentIdsColumn { get; init; } = "SegmentIds";

    /// <summary>Whether the parts are what they seem; Int32.</summary>
    public string SequenceLabelColumn { get; init; } = "SequenceLabel";

    /// <summary>Decides the noise, with the pass and the row.</summary>
    public int Seed { get; init; }
}
