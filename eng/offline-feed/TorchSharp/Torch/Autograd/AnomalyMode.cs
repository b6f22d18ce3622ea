using System;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>While it lives, a failing or not-a-number gradient tells which forward operator it belongs to.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool _wasEnabled;
    private readonly bool _checkedNan;

    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        _wasEnabled = IsEnabled;
        _checkedNan = ShouldCheckNaN;
        NativeMethods.ts_set_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);
    }

    public static bool IsEnabled => NativeMethods.ts_anomaly_mode() != 0;

    public static bool ShouldCheckNaN => NativeMethods.ts_anomaly_checks_nan() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            NativeMethods.ts_set_anomaly_mode(_wasEnabled ? 1 : 0, _checkedNan ? 1 : 0);
        }
    }
}
