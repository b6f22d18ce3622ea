namespace MlNetSeq2Seq.Pipeline;

/// <summary>What the zip needs of an estimator that it made again from its options.</summary>
internal interface IRowComponent
{
    /// <summary>The transformer that the options describe.</summary>
    RowTransformer ToTransformer();
}
