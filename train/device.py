"""Device and precision, chosen in one place for training and extraction, with the reason logged."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

log = logging.getLogger(__name__)

Precision = Literal["fp32", "bf16", "fp16"]

DRIVERS = ("/dev/nvidiactl", "/dev/kfd", "/dev/dri", "/dev/dxg")
"""What Linux shows of the drivers of NVIDIA, AMD and Intel, and of Windows' subsystem."""


@dataclass(frozen=True, slots=True)
class Device:
    """Where to compute: torch's device name, the precision, and why these."""

    name: str
    precision: Precision
    reason: str


def may_have_gpu() -> bool:
    """Tell at once, while importing torch takes seconds, whether torch could find a GPU."""
    return sys.platform != "linux" or any(Path(driver).exists() for driver in DRIVERS)


def choose_device(*, use_cpu: bool = False) -> Device:
    """Choose the best device of this machine, or the CPU, and the fastest precision that is safe on it; log why."""
    import torch

    if use_cpu:
        device = Device("cpu", "fp32", "the run asks for it")
    elif torch.cuda.is_available():
        device = _cuda()
    elif torch.xpu.is_available():
        device = Device("xpu", "bf16", "an Intel GPU; bf16 needs no loss scaling")
    elif torch.backends.mps.is_available():
        device = Device("mps", "fp32", "an Apple GPU; half precision gains little on it")
    else:
        device = Device("cpu", "fp32", f"no GPU found, {torch.get_num_threads()} threads; bf16 is slow without AMX")
    log.info("computing on %s in %s: %s", device.name, device.precision, device.reason)
    return device


def _cuda() -> Device:
    """Tell NVIDIA from AMD (which torch calls cuda too) and whether the card computes in bf16."""
    import torch

    card = torch.cuda.get_device_name()
    maker = f"ROCm {torch.version.hip}" if torch.version.hip else f"CUDA {torch.version.cuda}"
    if torch.cuda.is_bf16_supported(including_emulation=False):
        return Device("cuda", "bf16", f"{card} ({maker}) computes in bf16")
    return Device("cuda", "fp16", f"{card} ({maker}) has no bf16")
