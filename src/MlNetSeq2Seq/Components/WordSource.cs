using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Components;

/// <summary>Where <see cref="TokenizeWordsEstimator"/> has the words of a row from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WordSource>))]
public enum WordSource
{
    /// <summary>From a text and the column that says where its words begin, as SegmentWords writes it.</summary>
    Offsets,

    /// <summary>From a column of words, each of which is cut into tokens by itself; no text is read.</summary>
    Words,

    /// <summary>From a text and the tokenizer: an ideograph is a word, and so is what stands between spaces and punctuation.</summary>
    Tokenizer,
}
