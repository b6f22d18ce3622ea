using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    private static Device _cuda;
    private static Device _defaultDevice = CPU;

    public static Device CUDA => _cuda ??= InitializeDevice(new Device(DeviceType.CUDA));

    public static Device device(string description) => InitializeDevice(new Device(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(int index) => new(DeviceType.CUDA, index);

    public static Device get_default_device() => _defaultDevice;

    public static void set_default_device(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _defaultDevice = device;
    }

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static bool cuda_is_available() => cuda.is_available();

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CUDA => NativeMethods.ts_cuda_device_count() > 0,
        DeviceType.MPS => false,
        _ => true,
    };

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException(deviceType == DeviceType.MPS
                ? "Torch device type 'MPS' is not available on this platform."
                : $"Torch device type {deviceType} did not initialise on the current machine.");
        }
    }

    /// <summary>Makes a device ready for use; null is the default device.</summary>
    public static Device InitializeDevice(Device device)
    {
        device ??= _defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => is_available();

        public static int device_count() => NativeMethods.ts_cuda_device_count();

        /// <summary>Waits until a GPU has done all that it was given; without one there is nothing to wait for.</summary>
        public static void synchronize(Device device = null) =>
            NativeError.Check(NativeMethods.ts_cuda_synchronize((device ?? new Device(DeviceType.CUDA)).index));

        /// <summary>Seeds the current GPU; without one it does nothing.</summary>
        public static void manual_seed(long seed)
        {
            if (is_available())
            {
                random.manual_seed(seed);
            }
        }

        /// <summary>Seeds all GPUs; without one it does nothing.</summary>
        public static void manual_seed_all(long seed) => manual_seed(seed);
    }
}
