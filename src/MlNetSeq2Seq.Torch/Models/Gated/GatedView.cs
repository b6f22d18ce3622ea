using MlNetSeq2Seq.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gated;

/// <summary>Who looks at whom, and from where.</summary>
/// <param name="queryPositions">Positions of the tokens that look, shape [rows or 1, queries], int64.</param>
/// <param name="keyPositions">Positions of the tokens that are looked at, shape [rows or 1, keys], int64.</param>
/// <param name="visible">Which of these each of those sees.</param>
internal sealed class GatedView(Tensor queryPositions, Tensor keyPositions, VisibleKeys visible)
{
    private Tensor? _distances;

    public Tensor QueryPositions => queryPositions;

    public Tensor KeyPositions => keyPositions;

    public VisibleKeys Visible => visible;

    /// <summary>How far after the query each key stands, shape [rows or 1, queries, keys], int64; made once for all layers.</summary>
    public Tensor Distances => _distances ??= keyPositions.unsqueeze(1).sub(queryPositions.unsqueeze(2));
}
