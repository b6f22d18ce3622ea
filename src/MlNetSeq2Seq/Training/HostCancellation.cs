using Microsoft.ML.Runtime;

namespace MlNetSeq2Seq.Training;

/// <summary>Cancels a training when ML.NET's context cancels what runs in it, which is looked at after every step.</summary>
internal sealed class HostCancellation : IProgress<TrainingStep>, IDisposable
{
    private readonly ICancelable? _host;
    private readonly CancellationTokenSource _source;

    public HostCancellation(IHost host, CancellationToken cancellationToken)
    {
        _host = host as ICancelable;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Look();
    }

    public CancellationToken Token => _source.Token;

    public void Report(TrainingStep value) => Look();

    public void Dispose() => _source.Dispose();

    private void Look()
    {
        if (_host?.IsCanceled == true)
        {
            _source.Cancel();
        }
    }
}
