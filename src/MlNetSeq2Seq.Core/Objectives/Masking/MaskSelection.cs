using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>How the units are chosen that are hidden: one of the records derived from this one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(BudgetSelection), "budget")]
[JsonDerivedType(typeof(BernoulliSelection), "bernoulli")]
[JsonDerivedType(typeof(JiebaNgramSelection), "jieba-ngram")]
[JsonDerivedType(typeof(SpanSelection), "span")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public abstract record MaskSelection
{
    /// <summary>Makes the selector and checks the options.</summary>
    internal abstract ISelector CreateSelector();
}
